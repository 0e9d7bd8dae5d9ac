/** A thread that stores long documents on a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { toFailure, type Failure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { openSecondWriter } from '../store/open.ts'
import {
  storeContent,
  type ContentToStore,
  type Place,
  type StoredContent,
} from './store-content.ts'

export interface StoringRequest {
  readonly place: Place
  readonly content: ContentToStore
}

export type StoringReply =
  | { readonly kind: 'stored'; readonly stored: StoredContent }
  | { readonly kind: 'failed'; readonly failure: Failure }

const port = must(parentPort, 'this module is the entry of a worker')
const { file, key } = workerData as { readonly file: string; readonly key: Uint8Array }
const writer = openSecondWriter({ file, key: Buffer.from(key) })

port.on('message', (request: StoringRequest | 'stop') => {
  if (request === 'stop') {
    writer.close()
    port.close()
  } else port.postMessage(store(request))
})

function store({ place, content }: StoringRequest): StoringReply {
  try {
    return { kind: 'stored', stored: storeContent(writer, place, content) }
  } catch (error) {
    return { kind: 'failed', failure: toFailure(error) }
  }
}
