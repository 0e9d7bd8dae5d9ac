import { client } from '../engine/client.ts'
import type { AddEvent } from '../engine/contract-types.ts'
import { failureOf } from '../engine/failure-of.ts'
import type { FoundFile } from './dropped-files.ts'
import { addedIn } from './scan-languages.ts'

/** Two on the way keep the engine busy while the next is read; more only hold memory. */
const AT_ONCE = 2
/** The door refuses larger messages; base64 makes 4 bytes of 3. */
const LARGEST_BYTES = 100 * 1024 * 1024

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      const address = String(reader.result)
      resolve(address.slice(address.indexOf(',') + 1))
    })
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')))
    reader.readAsDataURL(file)
  })
}

function failed(path: string, failure: NonNullable<DocumentEvent['failure']>): DocumentEvent {
  return {
    kind: 'document',
    path,
    documentId: null,
    status: 'failed',
    pages: 0,
    chunks: 0,
    ms: 0,
    failure,
  }
}

type DocumentEvent = Extract<AddEvent, { kind: 'document' }>

const tooLarge = {
  code: 'too-large' as const,
  message: 'It is larger than 100 MiB, too much to send through the browser.',
  hint: 'Add it by its path instead: Library › Add by path.',
}

async function* upload(found: FoundFile, signal: AbortSignal): AsyncGenerator<AddEvent> {
  const { file, path } = found
  if (file.size > LARGEST_BYTES) {
    yield failed(path, tooLarge)
    return
  }
  yield { kind: 'started', path }
  const base64 = await base64Of(file)
  signal.throwIfAborted()
  const input = { name: path, base64, ...addedIn() }
  for await (const event of await client.library.upload(input, { signal })) {
    if (event.kind === 'paused' || event.kind === 'going-on') yield event
    if (!('path' in event)) continue
    yield event.kind === 'document' && event.externalId !== undefined ? event : { ...event, path }
  }
}

/** Sends the files, a few at once. A file that fails is reported and passed over. */
export async function uploadAll(
  files: readonly FoundFile[],
  put: (event: AddEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  put({ kind: 'queued', total: files.length })
  const queue = files.values()
  async function work(): Promise<void> {
    for (const found of queue) {
      signal.throwIfAborted()
      try {
        for await (const event of upload(found, signal)) put(event)
      } catch (error) {
        signal.throwIfAborted()
        put(failed(found.path, failureOf(error)))
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}
