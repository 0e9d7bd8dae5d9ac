import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createWorker, type Line, type Page, type Worker } from 'tesseract.js'
import { AppError } from '../../lib/app-error.ts'
import type { ReadBlock, Run } from '../document.ts'
import { oneLine } from '../clean-text.ts'

/** Tesseract's own scale is 0 to 100: below this a "word" is a stain or a ruling more often than a word. */
const MIN_WORD_CONFIDENCE = 30
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
    async recognize(picture, languages, page) {
      const worker = await workerFor(languages)
      const { data } = await worker.recognize(picture.bytes, {}, { text: false, blocks: true })
      return toBlocks(data, picture, page)
    },
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

function toBlocks({ blocks }: Page, picture: Picture, page: number): ReadBlock[] {
  return (blocks ?? [])
    .flatMap(({ paragraphs }) => paragraphs)
    .map(({ lines }) => toBlock(lines, picture, page))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
}

function toBlock(lines: readonly Line[], { width, height }: Picture, page: number): ReadBlock {
  let text = ''
  const runs: Run[] = []
  for (const line of lines) {
    const words = line.words.filter(({ confidence }) => confidence >= MIN_WORD_CONFIDENCE)
    for (const [index, word] of words.entries()) {
      const clean = oneLine(word.text)
      if (clean === '') continue
      if (text !== '') text += index === 0 ? '\n' : ' '
      const { x0, y0, x1, y1 } = word.bbox
      runs.push({
        start: text.length,
        end: text.length + clean.length,
        x: x0 / width,
        y: y0 / height,
        width: (x1 - x0) / width,
        height: (y1 - y0) / height,
      })
      text += clean
    }
  }
  return { kind: 'image-text', text, page, runs }
}
