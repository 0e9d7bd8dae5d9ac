import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { environmentFor, root, runTask, say } from '../setup/steps.mjs'

const benchFolder = join(root, 'test', 'bench')

/**
 * Runs the benchmarks (`test/bench/NAME.bench.ts`) one after another, each a program that prints its figures. A name as argument
 * picks one, and what follows goes to it.
 */
export async function bench(node, [name, ...args]) {
  const all = existsSync(benchFolder) ? readdirSync(benchFolder).sort() : []
  const chosen = all.filter((file) =>
    name ? file === `${name}.bench.ts` || file === `${name}.ts` : file.endsWith('.bench.ts'),
  )
  if (chosen.length === 0) throw new Error(`There is no benchmark ${name ?? ''} in test/bench.`)
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
