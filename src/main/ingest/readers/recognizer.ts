import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createWorker, type Worker } from 'tesseract.js'
import { AppError } from '../../lib/app-error.ts'
import type { ReadBlock } from '../document.ts'
import { lookAtPicture } from './look-at-picture.ts'

/** Tesseract's LSTM engine: the only one that the "best" models hold. */
const LSTM_ONLY = 1

export interface Picture {
  /** An encoded image (PNG, JPEG, …). */
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
}

/** Finds text in pictures. Keeps its engine, which takes half a second to start, until it is closed. */
export interface Recognizer {
  /** A block a paragraph, with the box of every word, on page `page`. Throws `model-missing` for a language that is not installed. */
  recognize(picture: Picture, languages: readonly string[], page: number): Promise<ReadBlock[]>
  close(): Promise<void>
}

export function createRecognizer(): Recognizer {
  let open: { readonly languages: string; readonly worker: Worker } | null = null
  const workerFor = async (languages: readonly string[]): Promise<Worker> => {
    const key = languages.join('+')
    if (open?.languages === key) return open.worker
    await open?.worker.terminate()
    open = { languages: key, worker: await startWorker(languages) }
    return open.worker
  }
  return {
    recognize: async (picture, languages, page) =>
      (await lookAtPicture(await workerFor(languages), picture)).map((block) => ({
        ...block,
        page,
      })),
    async close() {
      await open?.worker.terminate()
      open = null
    },
  }
}

async function startWorker(languages: readonly string[]): Promise<Worker> {
  const files = languages.map(trainedData)
  // Tesseract looks for all languages in one folder; each comes in a package of its own.
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

/** The integer form of the "best" models: as accurate as the floating one for half the time. */
function trainedData(language: string): string {
  try {
    const folder = dirname(
      createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`),
    )
    return join(folder, '4.0.0_best_int', `${language}.traineddata.gz`)
  } catch (cause) {
    throw new AppError(
      'model-missing',
      `Text recognition for the language "${language}" is not installed.`,
      `Install the package @tesseract.js-data/${language}, or leave this language out.`,
      { cause },
    )
  }
}
