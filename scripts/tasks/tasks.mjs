import { join } from 'node:path'
import { build, products } from '../setup/built-once.mjs'
import { engineFlags, environmentFor, root, runTask } from '../setup/steps.mjs'
import { bench } from './bench.mjs'
import { lint } from './lint.mjs'
import { start } from './start.mjs'
import { test } from './test.mjs'

const electronVite = 'node_modules/electron-vite/bin/electron-vite.js'

/** What `npm run` offers. `needs` names the products (setup/built-once.mjs) that must be built before, for these arguments. */
export const tasks = {
  start: { needs: ['embeddingModel', 'desktop'], run: start },
  test: { needs: ['embeddingModel', 'desktop'], run: test },
  dev: { needs: ['embeddingModel'], run: script(electronVite, 'dev') },
  build: { run: (node) => build(products.desktop, node) },
  lint: { run: lint },
  bench: { needs: ['embeddingModel'], run: bench },
  package: {
    needs: ['embeddingModel', 'desktop'],
    run: script('node_modules/electron-builder/cli.js', '--publish', 'never'),
  },
  'build:model': { run: (node) => build(products.embeddingModel, node) },
  carrel: { needs: productsOfCommand, run: carrel },
}

/** A task that is one script of this repository or of a package, run under the current Node. */
function script(path, ...firstArgs) {
  return (node, args) =>
    runTask(node, [join(root, path), ...firstArgs, ...args], { env: environmentFor(node) })
}

/** Only `carrel serve` shows the window's page. */
function productsOfCommand(args) {
  const isValue = (index) => ['--data', '--workspace'].includes(args[index - 1])
  const command = args.find((arg, index) => !arg.startsWith('-') && !isValue(index))
  return command === 'serve' ? ['embeddingModel', 'desktop'] : ['embeddingModel']
}

/** The command line runs where the user stands, so that relative paths mean what they say. */
function carrel(node, args) {
  const options = { env: environmentFor(node), cwd: process.env.INIT_CWD ?? process.cwd() }
  return runTask(node, [...engineFlags, join(root, 'src/main/cli.ts'), ...args], options)
}
