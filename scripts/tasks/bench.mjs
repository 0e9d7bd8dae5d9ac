import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { environmentFor, root, runTask, say } from '../setup/steps.mjs'

const benchFolder = join(root, 'test', 'bench')

/** Runs the benchmarks one after another, each a program that prints its figures; a name as argument picks those that contain it. */
export async function bench(node, [wanted = '', ...args]) {
  const files = existsSync(benchFolder) ? readdirSync(benchFolder) : []
  const chosen = files.filter((file) => file.endsWith('.bench.ts') && file.includes(wanted)).sort()
  if (chosen.length === 0)
    throw new Error(`No benchmark in test/bench has "${wanted}" in its name.`)
  let worst = 0
  for (const file of chosen) {
    say(`Benchmark ${file}`)
    const code = await runTask(node, [join(benchFolder, file), ...args], {
      env: environmentFor(node),
    })
    worst = Math.max(worst, code)
  }
  return worst
}
