/**
 * Run as a program: claims and stores one document after another without end, and prints the number of each that is finished.
 * It is there to be killed. Arguments: database file, key in hex.
 */
import { must } from '../../src/main/lib/must.ts'
import { claimJob, enqueue, finishJob, requeueRunning } from '../../src/main/store/jobs.ts'
import { inTransaction, openDatabase } from '../../src/main/store/open.ts'
import { addText } from './test-database.ts'

const [file = '', key = ''] = process.argv.slice(2)
const { writer } = await openDatabase({ file, key: Buffer.from(key, 'hex') })
requeueRunning(writer)
for (let number = 0; number < 100_000; number++) {
  enqueue(writer, { path: `/${process.pid}/${number}.txt`, options: {} })
  const { jobId, path } = must(claimJob(writer), 'one has just been put in, or waits from before')
  const lines = Array.from({ length: 40 }, (_, line) => `Line ${line} of ${path} about otters.`)
  inTransaction(writer, () => {
    addText(writer, path, lines.join('\n'))
    finishJob(writer, jobId, 'done')
  })
  process.stdout.write(`${path}\n`)
}
