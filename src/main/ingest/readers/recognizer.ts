import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createWorker, type Worker } from 'tesseract.js'
import type { ReadBlock } from '../document.ts'
import { languageFile } from './languages.ts'
import { lookAtPicture } from './look-at-picture.ts'

/** Tesseract's LSTM engine: the only one that the "best" models hold. */
const LSTM_ONLY = 1

export interface Picture {
  /** An encoded image (PNG, JPEG, …). */
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
}

/** Finds text in pictures. Keeps its engines, which take half a second to start, until it is closed. */
export interface Recognizer {
  /**
   * A block a paragraph, with the box of every word, on page `page`. Several calls at once run side by side, each on a thread of its
   * own. Throws `model-missing` for a language that is not installed.
   */
  recognize(picture: Picture, languages: readonly string[], page: number): Promise<ReadBlock[]>
  close(): Promise<void>
}

interface Engine {
  readonly languages: string
  readonly worker: Promise<Worker>
}

/** `ownFolder` is the owner's own for language data; null where there is none. */
export function createRecognizer(ownFolder: string | null = null): Recognizer {
  const idle: Engine[] = []
  const all = new Set<Engine>()
  const take = async (languages: readonly string[]): Promise<Engine> => {
    const wanted = languages.join('+')
    const kept = idle.splice(0)
    const fitting = kept.filter((engine) => engine.languages === wanted)
    const engine = fitting.pop() ?? { languages: wanted, worker: startWorker(languages, ownFolder) }
    all.add(engine)
    idle.push(...fitting)
    await Promise.all(kept.filter((other) => other.languages !== wanted).map(end))
    return engine
  }
  const end = async (engine: Engine): Promise<void> => {
    all.delete(engine)
    // One that did not start has told so to whoever asked for it, and needs no end.
    const worker = await engine.worker.catch(() => null)
    await worker?.terminate()
  }
  return {
    async recognize(picture, languages, page) {
      const engine = await take(languages)
      try {
        const blocks = await lookAtPicture(await engine.worker, picture)
        idle.push(engine)
        return blocks.map((block) => ({ ...block, page }))
      } catch (error) {
        await end(engine)
        throw error
      }
    },
    async close() {
      await Promise.all([...all].map(end))
    },
  }
}

async function startWorker(
  languages: readonly string[],
  ownFolder: string | null,
): Promise<Worker> {
  const files = languages.map((language) => languageFile(language, ownFolder))
  // Tesseract looks for all languages in one folder; each lies in one of its own.
  const folder = await mkdtemp(join(tmpdir(), 'carrel-ocr-'))
  try {
    for (const file of files) await copyFile(file, join(folder, basename(file)))
    return await createWorker([...languages], LSTM_ONLY, {
      langPath: folder,
      cacheMethod: 'none',
      gzip: true,
      // Errors come back through the promise as well: without a handler the worker would throw them a second time, uncaught.
      errorHandler: () => undefined,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
