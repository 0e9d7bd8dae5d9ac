/**
 * What recognition gains from a second core: a scanned PDF of eight pages, drawn here, read with one page at a time and with two, in
 * turns in one run, on engines that are warm. Run with `npm run bench ocr [ROUNDS]`; of each the fastest round counts.
 */
import { availableParallelism } from 'node:os'
import { loadImage, PDFDocument, type SKRSContext2D } from '@napi-rs/canvas'
import { readDocument } from '../../src/main/ingest/readers/read-document.ts'
import { createRecognizer } from '../../src/main/ingest/readers/recognizer.ts'
import { PAGE } from '../helpers/pdf.ts'
import { pictureOfText } from '../helpers/picture.ts'
import { writeProse } from './embedding-prose.ts'

const PAGES = 8
const ROUNDS = Number(process.argv[2] ?? 3)
/** Letters that fit on a line of a picture, and lines that make it as high as an A4 page is. */
const LETTERS = 44
const LINES = 18

const bytes = await scannedPdf(writeProse(PAGES, ({ length }) => length > LETTERS * LINES))
const recognizer = createRecognizer()
let letters = await read(2)
const times = { one: Infinity, two: Infinity }
for (let round = 0; round < ROUNDS; round++) {
  times.one = Math.min(times.one, await time(1))
  times.two = Math.min(times.two, await time(2))
}
await recognizer.close()

console.log(`${PAGES} scanned pages, ${letters} letters found, ${availableParallelism()} cores`)
console.log(`one page at a time  ${speed(times.one)} pages/s`)
console.log(`two at a time       ${speed(times.two)} pages/s`)
console.log(`ratio               ${(times.one / times.two).toFixed(2)}`)

async function time(atOnce: number): Promise<number> {
  const started = performance.now()
  letters = Math.min(letters, await read(atOnce))
  return performance.now() - started
}

/** Letters found: none would be fast, but wrong. */
async function read(atOnce: number): Promise<number> {
  const options = { ocr: 'auto', languages: ['eng'], recognizer, atOnce } as const
  const source = { name: 'scan.pdf', bytes: Uint8Array.from(bytes) }
  const { document } = await readDocument(source, { ...options, onProgress: () => undefined })
  return document.blocks.reduce((sum, { text }) => sum + text.length, 0)
}

/** Pages without a text layer: each is a picture of its text. */
async function scannedPdf(texts: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument()
  for (const text of texts) {
    const lines = text.match(new RegExp(`.{1,${LETTERS}}(?: |$)`, 'g')) ?? []
    const picture = await loadImage(pictureOfText(lines.slice(0, LINES)))
    // The package's types name the browser's context here, which has none without a browser's types.
    const page = document.beginPage(PAGE.width, PAGE.height) as SKRSContext2D
    page.drawImage(picture, 0, 0, PAGE.width, PAGE.height)
    document.endPage()
  }
  return document.close()
}

function speed(ms: number): string {
  return (PAGES / (ms / 1000)).toFixed(2)
}
