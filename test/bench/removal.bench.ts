/**
 * How long erasing half of a library takes, and how long the engine can do nothing else meanwhile: the longest turn of the event loop.
 * Run with `npm run bench removal [DOCUMENTS]`; ten chunks a document, generated.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { eraseDocuments } from '../../src/main/store/erase-documents.ts'
import { openTestDatabase, addText } from '../helpers/test-database.ts'
import { inTransaction } from '../../src/main/store/open.ts'
import { writeProse } from './embedding-prose.ts'

const DOCUMENTS = Number(process.argv[2] ?? 2000)
const CHUNKS = 10

await using database = await openTestDatabase()
const prose = writeProse(DOCUMENTS * CHUNKS, (text) => text.length > 400)
const ids: number[] = []
for (let number = 0; number < DOCUMENTS; number += 50)
  inTransaction(database.writer, () => {
    for (let at = number; at < Math.min(number + 50, DOCUMENTS); at++) {
      const lines = prose.slice(at * CHUNKS, (at + 1) * CHUNKS)
      ids.push(addText(database.writer, `/folder/${at}.txt`, lines.join('\n')))
    }
  })
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const started = performance.now()
const removed = await eraseDocuments(database.writer, ids.slice(0, DOCUMENTS / 2))
const ms = performance.now() - started
delay.disable()
console.log(`${removed} of ${DOCUMENTS} documents, ${CHUNKS} chunks each: ${Math.round(ms)} ms`)
console.log(`longest turn of the event loop ${Math.round(delay.max / 1e6)} ms`)
