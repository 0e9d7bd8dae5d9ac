/** A thread that does the slow work of storing on a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { toFailure, type Failure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { checkpoint } from '../store/checkpoint.ts'
import { findDocument } from '../store/documents.ts'
import { beginErasing, endErasing } from '../store/erase-documents.ts'
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
  } else void work(request).then((reply) => port.postMessage(reply))
})

async function work(request: StoringRequest): Promise<StoringReply> {
  try {
    if (request.kind === 'store') return { kind: 'stored', stored: await store(request) }
    checkpoint(writer)
    return { kind: 'checkpointed' }
  } catch (error) {
    return { kind: 'failed', failure: toFailure(error) }
  }
}

async function store({ place, content }: Extract<StoringRequest, { kind: 'store' }>) {
  const before = findDocument(writer, place.path, place.externalId)
  if (before !== null) beginErasing(writer, [before.documentId])
  try {
    return storeContent(writer, place, content)
  } finally {
    await endErasing(writer)
  }
}
