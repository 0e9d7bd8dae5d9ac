import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bringChromium, bringSecretService } from '../setup/test-machine.mjs'
import { environmentFor, root, runTask } from '../setup/steps.mjs'

const outcomeFile = join(root, 'out', `test-outcome-${process.pid}.json`)

/** Runs the tests and ends with `N passed, N failed` alone on a line, each skipped test named with its reason before it. */
export async function test(node, args) {
  bringSecretService()
  const chromium = bringChromium(node)
  const env = {
    ...environmentFor(node),
    CARREL_TEST_OUTCOME: outcomeFile,
    ...(chromium ? { CARREL_CHROMIUM: chromium } : {}),
  }
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const code = await runTask(node, [vitest, 'run', ...args], { env })
  const outcome = readOutcome()
  for (const { name, reason } of outcome.skipped) console.log(`skipped: ${name}: ${reason}`)
  for (const name of outcome.unsteady) console.log(`passed only at the second try: ${name}`)
  const skipped = outcome.skipped.length > 0 ? `, ${outcome.skipped.length} skipped` : ''
  console.log(`${outcome.passed} passed, ${outcome.failed} failed${skipped}`)
  return code === 0 && outcome.failed > 0 ? 1 : code
}

/** Written by test/helpers/outcome-reporter.ts; missing when the run itself broke down, which counts as a failure. */
function readOutcome() {
  if (!existsSync(outcomeFile)) return { passed: 0, failed: 1, skipped: [], unsteady: [] }
  const outcome = JSON.parse(readFileSync(outcomeFile, 'utf8'))
  rmSync(outcomeFile)
  return outcome
}
