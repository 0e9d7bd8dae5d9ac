import { createReadStream } from 'node:fs'
import { extname } from 'node:path'
import { z } from 'zod'
import { keepLines, oneLine } from '../clean-text.ts'
import type { ReadDocument } from '../document.ts'
import { blocksOfText } from './plain-text.ts'

const Id = z.union([z.string(), z.number()]).transform(String)
const CollectionRecord = z.object({
  text: z.string(),
  title: z.string().nullish(),
  id: Id.nullish(),
  _id: Id.nullish(),
})

/** A record of a collection, or where one cannot be read. `externalId` is its id, else "#" and the number of its line. */
export type CollectionItem =
  | {
      readonly kind: 'record'
      readonly externalId: string
      readonly content: string
      readonly document: ReadDocument
    }
  | { readonly kind: 'broken'; readonly externalId: string; readonly line: number }

/** Whether a file is a collection: JSON lines whose first one is an object with a text. */
export async function isCollection(path: string): Promise<boolean> {
  if (!['.jsonl', '.ndjson'].includes(extname(path).toLowerCase())) return false
  for await (const { text } of linesOf(path))
    return CollectionRecord.safeParse(parseLine(text)).success
  return false
}

/** The records of a collection, one after the other: the file is never in memory as a whole. */
export async function* readCollection(path: string): AsyncGenerator<CollectionItem> {
  for await (const { text, line } of linesOf(path)) {
    const { data: record } = CollectionRecord.safeParse(parseLine(text))
    const externalId = record?.id ?? record?._id ?? `#${line}`
    if (!record) {
      yield { kind: 'broken', externalId, line }
      continue
    }
    const title = oneLine(record.title ?? '')
    yield {
      kind: 'record',
      externalId,
      content: `${title}\n${record.text}`,
      document: { title, externalId, pages: [], blocks: blocksOfText(keepLines(record.text)) },
    }
  }
}

/** Lines end at line feeds alone: JSON may hold every other line separator inside a text. Blank ones are left out. */
async function* linesOf(path: string): AsyncGenerator<{ text: string; line: number }> {
  let rest = ''
  let line = 0
  for await (const part of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + String(part)).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      line++
      if (text.trim() !== '') yield { text: withoutMark(text), line }
    }
  }
  if (rest.trim() !== '') yield { text: withoutMark(rest), line: line + 1 }
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the caller's schema refuses it.
    return undefined
  }
}
