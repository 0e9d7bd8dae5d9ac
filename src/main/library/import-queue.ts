import type { Ingest } from '../ingest/ingest.ts'
import { countWaiting, nextFiles, type WaitingFile } from '../store/jobs.ts'
import type { ReadDb } from '../store/open.ts'

/** What a user does with the files that wait: the contract's methods, and what the desktop hears of its battery. */
export interface ImportQueue {
  pause(): { done: true }
  unpause(): { done: true }
  /** Imports rest while the battery is low. Not of the contract. */
  batteryIsLow(isLow: boolean): void
  queue(input: { readonly limit: number }): { files: WaitingFile[]; total: number }
  putFirst(input: { readonly path: string }): { files: number }
}

export function createImportQueue(ingest: Ingest, reader: ReadDb): ImportQueue {
  return {
    pause() {
      ingest.pause.begin()
      return { done: true }
    },
    unpause() {
      ingest.pause.end()
      return { done: true }
    },
    batteryIsLow: (isLow) => ingest.pause.battery(isLow),
    queue: ({ limit }) => ({ files: nextFiles(reader, limit), total: countWaiting(reader) }),
    putFirst: ({ path }) => ({ files: ingest.putFirst(path) }),
  }
}
