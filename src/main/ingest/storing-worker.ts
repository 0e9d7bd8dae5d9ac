/** A thread that does the slow work of storing on a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { toFailure, type Failure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { checkpoint } from '../store/checkpoint.ts'
import { openSecondWriter } from '../store/open.ts'
import {
  storeContent,
  type ContentToStore,
  type Place,
  type StoredContent,
} from './store-content.ts'

export type StoringRequest =
  | { readonly kind: 'store'; readonly place: Place; readonly content: ContentToStore }
  | { readonly kind: 'checkpoint' }

export type StoringReply =
  | { readonly kind: 'stored'; readonly stored: StoredContent }
  | { readonly kind: 'checkpointed' }
  | { readonly kind: 'failed'; readonly failure: Failure }

const port = must(parentPort, 'this module is the entry of a worker')
const { file, key } = workerData as { readonly file: string; readonly key: Uint8Array }
const writer = openSecondWriter({ file, key: Buffer.from(key) })

port.on('message', (request: StoringRequest | 'stop') => {
  if (request === 'stop') {
    writer.close()
    port.close()
  } else port.postMessage(work(request))
})

function work(request: StoringRequest): StoringReply {
  try {
    if (request.kind === 'store')
      return { kind: 'stored', stored: storeContent(writer, request.place, request.content) }
    checkpoint(writer)
    return { kind: 'checkpointed' }
  } catch (error) {
    return { kind: 'failed', failure: toFailure(error) }
  }
}
