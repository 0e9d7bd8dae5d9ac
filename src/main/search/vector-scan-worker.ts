/** A thread with a connection of its own that finds the nearest chunks of a large library. */
import { parentPort, workerData } from 'node:worker_threads'
import { must } from '../lib/must.ts'
import { openReader, type DatabaseKey } from '../store/open.ts'
import { CodeScan } from './code-scan.ts'
import { packNearest, type PackedNearest } from './nearest.ts'
import type { Scope } from '../store/scope.ts'
import { toFailure, type Failure } from '../lib/failure.ts'

/** Asked for the nearest chunks; `load` only has the thread get ready. */
export type ScanRequest =
  | { readonly kind: 'load' }
  | { readonly kind: 'stop' }
  | {
      readonly kind: 'scan'
      readonly id: number
      readonly query: Float32Array
      readonly limit: number
      readonly scope: Scope
    }

export type ScanReply =
  | { readonly kind: 'found'; readonly id: number; readonly nearest: PackedNearest }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }

/** Only what is measured exactly is read here, about 1,000 vectors a search: 32 MiB keep the upper pages of the table. */
const CACHE_KIB = 32_768

const port = must(parentPort, 'this module is the entry of a worker')
const { file, key } = workerData as { readonly file: string; readonly key: Uint8Array }
const database: DatabaseKey = { file, key: Buffer.from(key) }
const reader = openReader(database, CACHE_KIB)
const scan = new CodeScan(reader)
let copying: NodeJS.Immediate | undefined

port.on('message', (request: ScanRequest) => {
  switch (request.kind) {
    case 'load':
      ofUse(() => scan.refresh())
      break
    case 'scan':
      reply(answer(request))
      copyMeanwhile()
      break
    case 'stop':
      clearImmediate(copying)
      reader.close()
      port.close()
      break
  }
})

/** Copies vectors while nothing is asked, from the first search on, so that it waits for nothing. */
function copyMeanwhile(): void {
  clearImmediate(copying)
  copying = setImmediate(() => {
    if (ofUse(() => scan.copyMore())) copyMeanwhile()
  })
}

/** Work that only spares later searches time: what cannot be read here is read by the next search, which tells why where it cannot either. */
function ofUse<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function reply(message: ScanReply): void {
  port.postMessage(message, message.kind === 'found' ? [message.nearest.floats.buffer] : [])
}

function answer({ id, query, limit, scope }: ScanRequest & { kind: 'scan' }): ScanReply {
  try {
    return { kind: 'found', id, nearest: packNearest(scan.nearest(query, { limit, scope })) }
  } catch (error) {
    return { kind: 'failed', id, failure: toFailure(error) }
  }
}
