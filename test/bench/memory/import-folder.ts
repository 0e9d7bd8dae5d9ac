/**
 * An engine process that imports a folder into a new library, with its own events read as the window would:
 * `node --expose-gc import-folder.ts FOLDER DATA`. Prints figures as JSON.
 */
import { join } from 'node:path'
import { openEngine } from '../../../src/main/engine.ts'

const [folder = '.', dataFolder = '.'] = process.argv.slice(2)
const engine = await openEngine({
  dataFolder,
  workspace: 'bench',
  modelFolder: join(import.meta.dirname, '..', '..', '..', 'models'),
  environmentKey: '5ec2e7'.padEnd(64, '0'),
  openPath: async () => undefined,
})
const started = performance.now()
let [documents, chunks] = [0, 0]
for await (const event of await engine.client.library.add({ paths: [folder] }))
  if (event.kind === 'summary') [documents, chunks] = [event.indexed, event.chunks]
const seconds = (performance.now() - started) / 1000
// Kilobytes, unlike the other memory figures of Node.
const peakMb = process.resourceUsage().maxRSS / 1024
globalThis.gc?.()
const keptMb = process.memoryUsage().heapUsed / 2 ** 20
await engine.close()
console.log(JSON.stringify({ documents, chunks, seconds, peakMb, keptMb }))
process.exit(0)
