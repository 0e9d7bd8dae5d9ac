import { setTimeout as delay } from 'node:timers/promises'
import type { Services } from '../../src/main/api/services.ts'
import { AppError } from '../../src/main/lib/app-error.ts'

/** What the scripted services were made to do, for the tests to look at. */
export interface Seen {
  /** Paths whose adding was started. */
  readonly started: string[]
  /** How many streams ended, however they ended. */
  ended: number
}

const unused = (): never => {
  throw new Error('not scripted')
}

/** The contract's services with answers of our own: enough to prove that every door carries calls, streams and failures. */
export function scriptedServices(seen: Seen): Services {
  return {
    library: {
      async *add({ paths }, signal) {
        try {
          for (const path of paths) {
            seen.started.push(path)
            yield { kind: 'started', path }
            if (path === '/broken')
              throw new AppError('damaged', '"broken" is damaged.', 'Repair it.')
            if (path === '/endless') await delay(60_000, undefined, { signal })
          }
        } finally {
          seen.ended += 1
        }
      },
      upload: unused,
      resume: unused,
      retry: unused,
      readAgain: unused,
      pause: unused,
      unpause: unused,
      queue: () => ({ files: [], total: 0 }),
      putFirst: unused,
      watch: unused,
      unwatch: unused,
      watched: () => [],
      follow: unused,
      list: ({ limit }) => ({ documents: [], total: limit }),
      remove: ({ documentIds }) => {
        throw new AppError('not-found', `There is no document ${documentIds[0]}.`, 'List them.')
      },
      status: () => {
        throw new TypeError('a fault of the program')
      },
    },
    tags: { list: unused, add: unused, remove: unused },
    document: { view: unused, boxes: unused, pageImage: unused, open: unused },
    search: { passages: unused },
    answer: { ask: unused, explain: unused },
    chat: {
      create: unused,
      list: () => [],
      messages: unused,
      setScope: unused,
      rename: unused,
      remove: unused,
    },
    feedback: { rate: unused, clear: unused, list: unused },
    questions: { list: unused, save: unused, remove: unused, mark: unused, ofAnswer: unused },
    insight: { evaluate: unused, evaluations: unused, forget: unused, lastChange: unused },
    models: {
      scanLanguages: unused,
      addScanLanguage: unused,
      list: unused,
      useEmbedder: unused,
      resumeChange: unused,
      followChange: unused,
      dropChange: unused,
    },
    settings: {
      get: unused,
      set: unused,
      setKey: unused,
      removeKey: unused,
      // Breaks the contract on purpose: a door must not pass on what it did not promise.
      hasKey: () => ({ hasKey: 'yes' }) as unknown as { hasKey: boolean },
      egress: unused,
      doctor: unused,
    },
  }
}
