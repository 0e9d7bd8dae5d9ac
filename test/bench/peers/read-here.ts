/**
 * Reads the files whose paths come in on lines, one after the other, and answers each with what was found and how long it took:
 * `read-here.ts carrel|officeparser`. Neither recognises text in pictures.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { assemble } from '../../../src/main/ingest/assemble.ts'
import { readDocument } from '../../../src/main/ingest/readers/read-document.ts'
import { createRecognizer } from '../../../src/main/ingest/readers/recognizer.ts'

interface Found {
  readonly text: string
  readonly pages: number
}

const recognizer = createRecognizer()

async function readWithCarrel(path: string): Promise<Found> {
  const { document } = await readDocument(
    { name: basename(path), bytes: await readFile(path) },
    { ocr: 'off', languages: ['eng'], recognizer, onProgress: () => undefined },
  )
  const { text, pages } = assemble(document)
  return { text, pages: pages.length }
}

async function readWithOfficeParser(path: string): Promise<Found> {
  const { OfficeParser } = await import('officeparser')
  const document = await OfficeParser.parseOffice(path)
  const { value } = await document.to('text')
  return { text: value, pages: 0 }
}

const read = process.argv[2] === 'carrel' ? readWithCarrel : readWithOfficeParser
for await (const path of createInterface({ input: process.stdin })) {
  const started = performance.now()
  const found = await read(path).catch(() => ({ text: '', pages: 0 }))
  const ms = performance.now() - started
  // Parsers print warnings of their own: the answer stands on a line of its own.
  const answer = { ms, letters: found.text.trim().length, pages: found.pages }
  process.stdout.write(`\n${JSON.stringify(answer)}\n`)
}
process.exit(0)
