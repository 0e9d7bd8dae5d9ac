import { Worker } from 'node:worker_threads'

/** How often memory is looked at: fast enough for a file that fills a gigabyte a second. */
const EVERY_MS = 200

/** Runs on its own thread because a parser that never yields is exactly what it has to stop. */
const watch = `
const { workerData } = require('node:worker_threads')
const parent = process.ppid
setInterval(() => {
  if (process.memoryUsage.rss() > workerData.maxBytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, workerData.everyMs)
`

/** Ends this process at once when it holds more than `maxBytes` of memory or when its parent is gone. */
export function startMemoryWatch(maxBytes: number): void {
  const worker = new Worker(watch, { eval: true, workerData: { maxBytes, everyMs: EVERY_MS } })
  worker.unref()
}
