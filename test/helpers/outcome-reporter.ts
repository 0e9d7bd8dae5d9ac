import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** What `scripts/tasks/test.mjs` prints at the end. */
interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
  /** Names of tests that passed only when tried again. */
  readonly unsteady: readonly string[]
}

/** Writes the run's outcome as data to the file that `CARREL_TEST_OUTCOME` names, for the closing line that a person or a build server looks for. */
class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env['CARREL_TEST_OUTCOME']
    if (file) writeFileSync(file, JSON.stringify(sumUp(modules, errors.length)))
  }
}

/** A file that could not be loaded and an error outside any test each count as a failure. */
function sumUp(modules: readonly TestModule[], strayErrors: number): Outcome {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const broken = modules.filter((module) => module.errors().length > 0).length
  const count = (state: string): number =>
    tests.filter((test) => test.result().state === state).length
  return {
    passed: count('passed'),
    failed: count('failed') + broken + strayErrors,
    skipped: tests.flatMap((test) => {
      const result = test.result()
      if (result.state !== 'skipped') return []
      return [{ name: test.fullName, reason: result.note ?? 'no reason given' }]
    }),
    unsteady: tests.filter((test) => test.diagnostic()?.flaky).map((test) => test.fullName),
  }
}

/** Vitest finds a reporter by the default export of its file. */
export default OutcomeReporter
