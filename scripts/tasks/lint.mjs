import { join } from 'node:path'
import { environmentFor, root, runTask } from '../setup/steps.mjs'

const checks = [
  ['types', 'node_modules/typescript/bin/tsc', '-p', '.'],
  ['rules and layers', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
]

/** Types, ESLint with the layer rules, and format; all of them run, any of them fails the task. */
export async function lint(node) {
  let failed = []
  for (const [name, path, ...args] of checks) {
    const code = await runTask(node, [join(root, path), ...args], { env: environmentFor(node) })
    if (code !== 0) failed = [...failed, name]
  }
  console.log(failed.length === 0 ? 'lint: clean' : `lint: failed (${failed.join(', ')})`)
  return failed.length === 0 ? 0 : 1
}
