/**
 * An engine process that imports a folder into a new library, with its own events read as the window would:
 * `node --expose-gc import-folder.ts FOLDER DATA`. Prints figures as JSON.
 */
import { join } from 'node:path'
import { openEngine } from '../../../src/main/engine.ts'

const LOOK_EVERY_MS = 100

const [folder = '.', dataFolder = '.'] = process.argv.slice(2)
const engine = await openEngine({
  dataFolder,
  workspace: 'bench',
  modelFolder: join(import.meta.dirname, '..', '..', '..', 'models'),
  environmentKey: '5ec2e7'.padEnd(64, '0'),
  openPath: async () => undefined,
})
/** At the moment when the process held most: what of that was JavaScript's heap of this thread, garbage included. */
let most = { rss: 0, heapTotal: 0 }
const looking = setInterval(() => {
  const now = process.memoryUsage()
  if (now.rss > most.rss) most = now
}, LOOK_EVERY_MS)
const started = performance.now()
let [documents, chunks] = [0, 0]
for await (const event of await engine.client.library.add({ paths: [folder] }))
  if (event.kind === 'summary') [documents, chunks] = [event.indexed, event.chunks]
const seconds = (performance.now() - started) / 1000
clearInterval(looking)
// Kilobytes, unlike the other memory figures of Node.
const peakMb = process.resourceUsage().maxRSS / 1024
const heapMb = most.heapTotal / 2 ** 20
globalThis.gc?.()
const keptMb = process.memoryUsage().heapUsed / 2 ** 20
await engine.close()
console.log(JSON.stringify({ documents, chunks, seconds, peakMb, heapMb, keptMb }))
process.exit(0)
