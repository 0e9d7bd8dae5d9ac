import { assertNever } from '../lib/assert-never.ts'
import type { BlockKind, Chunk, StoredBlock, StoredDocument } from './document.ts'
import { embeddingText, HEADING_SEPARATOR } from './embedding-text.ts'
import { avoidSurrogate, sentencesOf, trimSpan, type Span } from './sentences.ts'

/** Counts word pieces as the embedder does, without its special tokens. */
export interface TokenCounter {
  count(text: string): number
}

/** Raise it when chunks come out differently, so that stored ones are made again. */
export const CHUNKER_VERSION = 1

/** Word pieces of a chunk's own text. The model reads 256, of which two are its own marks and the rest room for title and headings. */
const MAX_TOKENS = 220
const MODEL_TOKENS = 254
/** However long its title: less text than this would say nothing. */
const MIN_BUDGET = 64
/** Sections below SMALL are joined with a neighbour while both together stay below MERGED: a line alone embeds poorly, a mixture too. */
const SMALL_TOKENS = 60
const MERGED_TOKENS = 150
/** No prose has more letters a word piece; only encoded data does, which the tokenizer counts as a single unknown word. */
const MAX_CHARS_PER_TOKEN = 16

interface Unit extends Span {
  readonly kind: BlockKind
  readonly tokens: number
  readonly page: number | null
}

interface Section {
  readonly path: readonly string[]
  readonly units: readonly Unit[]
  readonly tokens: number
  readonly hasBody: boolean
}

/**
 * Cuts a document into chunks: at headings, then between blocks, then between sentences; inside a table row or a sentence only when it
 * alone is too long. `chunk.text === document.text.slice(chunk.start, chunk.end)`, and title, headings and text together fit the model.
 */
export function chunk(document: StoredDocument, tokenizer: TokenCounter): Chunk[] {
  const sections = mergeSmall(attachBareHeadings(splitSections(document, tokenizer)))
  return sections.flatMap((section) => pack(document, section, tokenizer))
}

/** One section a heading, with the heading as its first unit and blocks as the others. */
function splitSections(document: StoredDocument, tokenizer: TokenCounter): Section[] {
  const sections: Section[] = []
  let stack: { readonly level: number; readonly heading: string }[] = []
  let units: Unit[] = []
  let hasBody = false
  const close = (): void => {
    if (units.length > 0)
      sections.push({
        path: stack.map(({ heading }) => heading),
        units,
        tokens: totalTokens(units),
        hasBody,
      })
    units = []
    hasBody = false
  }
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      close()
      const level = block.level ?? 1
      const heading = document.text.slice(block.start, block.end).replace(/\s+/g, ' ')
      stack = [...stack.filter((above) => above.level < level), { level, heading }]
    } else hasBody = true
    units.push(measure(document.text, block, block, tokenizer))
  }
  close()
  return sections
}

/** The unit itself when it fits, else its sentences (lines, of code and scans), else pieces of those. */
function divide(text: string, unit: Unit, tokenizer: TokenCounter, budget: number): Unit[] {
  if (unit.tokens <= budget) return [unit]
  return partsOf(text, unit).flatMap((part) => {
    const measured = measure(text, part, unit, tokenizer)
    return measured.tokens <= budget ? [measured] : halve(text, measured, tokenizer, budget)
  })
}

function partsOf(text: string, unit: Unit): readonly Span[] {
  switch (unit.kind) {
    case 'table-row':
    case 'heading':
      return [unit]
    case 'code':
    case 'image-text': {
      const lines = linesOf(text, unit)
      return lines.length > 1 ? lines : sentencesOf(text, unit.start, unit.end)
    }
    case 'paragraph':
    case 'list-item':
      return sentencesOf(text, unit.start, unit.end)
    default:
      return assertNever(unit.kind)
  }
}

function linesOf(text: string, { start, end }: Span): Span[] {
  const lines: Span[] = []
  for (let from = start; from < end;) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 || newline >= end ? end : newline + 1
    const line = trimSpan(text, { start: from, end: to })
    if (line.end > line.start) lines.push(line)
    from = to
  }
  return lines
}

/** Halves, cut at white space where there is some near the middle, until each fits. */
function halve(text: string, unit: Unit, tokenizer: TokenCounter, budget: number): Unit[] {
  if (unit.tokens <= budget || unit.end - unit.start < 4) return [unit]
  const middle = (unit.start + unit.end) >> 1
  const space = text.lastIndexOf(' ', middle)
  const cut = avoidSurrogate(text, space > (unit.start + middle) / 2 ? space + 1 : middle)
  return [
    { start: unit.start, end: cut },
    { start: cut, end: unit.end },
  ].flatMap((half) => {
    const span = trimSpan(text, half)
    return span.end > span.start
      ? halve(text, measure(text, span, unit, tokenizer), tokenizer, budget)
      : []
  })
}

function measure(
  text: string,
  { start, end }: Span,
  { kind, page }: Pick<StoredBlock, 'kind' | 'page'>,
  tokenizer: TokenCounter,
): Unit {
  const counted = tokenizer.count(text.slice(start, end))
  return {
    start,
    end,
    kind,
    page,
    tokens: Math.max(counted, Math.ceil((end - start) / MAX_CHARS_PER_TOKEN)),
  }
}

/** A heading with nothing under it but deeper headings goes with the first of those. */
function attachBareHeadings(sections: readonly Section[]): Section[] {
  const attached: Section[] = []
  for (const section of sections) {
    const last = attached.at(-1)
    if (last && !last.hasBody && isWithin(section.path, last.path))
      attached[attached.length - 1] = { ...join(last, section), path: section.path }
    else attached.push(section)
  }
  return attached
}

/** Joins neighbours of which one is small, under the headings that they share. */
function mergeSmall(sections: readonly Section[]): Section[] {
  const merged: Section[] = []
  for (const section of sections) {
    const last = merged.at(-1)
    const isSmall = last !== undefined && Math.min(last.tokens, section.tokens) < SMALL_TOKENS
    if (last && isSmall && last.tokens + section.tokens <= MERGED_TOKENS)
      merged[merged.length - 1] = join(last, section)
    else merged.push(section)
  }
  return merged
}

function join(first: Section, second: Section): Section {
  return {
    path: sharedPath(first.path, second.path),
    units: [...first.units, ...second.units],
    tokens: first.tokens + second.tokens,
    hasBody: first.hasBody || second.hasBody,
  }
}

function sharedPath(first: readonly string[], second: readonly string[]): readonly string[] {
  const differs = first.findIndex((heading, index) => heading !== second[index])
  return differs === -1 ? first : first.slice(0, differs)
}

function isWithin(path: readonly string[], above: readonly string[]): boolean {
  return path.length > above.length && above.every((heading, index) => path[index] === heading)
}

/** Fills chunks evenly, so that no section ends in a scrap. */
function pack(document: StoredDocument, section: Section, tokenizer: TokenCounter): Chunk[] {
  const headings = section.path.join(HEADING_SEPARATOR)
  const prefix = embeddingText({ title: document.title, headings, text: '' })
  const budget = Math.min(MAX_TOKENS, Math.max(MIN_BUDGET, MODEL_TOKENS - tokenizer.count(prefix)))
  const units = section.units.flatMap((unit) => divide(document.text, unit, tokenizer, budget))
  const total = totalTokens(units)
  const target = total / Math.ceil(total / budget)
  const chunks: Chunk[] = []
  let current: Unit[] = []
  let tokens = 0
  const close = (): void => {
    if (current.length > 0) chunks.push(toChunk(document, headings, current))
    current = []
    tokens = 0
  }
  for (const unit of units) {
    if (tokens + unit.tokens > budget || tokens + unit.tokens / 2 > target) close()
    current.push(unit)
    tokens += unit.tokens
  }
  close()
  return chunks
}

function toChunk(document: StoredDocument, headings: string, units: readonly Unit[]): Chunk {
  const start = units[0]?.start ?? 0
  const end = units.at(-1)?.end ?? start
  return {
    start,
    end,
    page: units[0]?.page ?? null,
    headings,
    text: document.text.slice(start, end),
    tokenCount: totalTokens(units),
  }
}

function totalTokens(units: readonly Unit[]): number {
  return units.reduce((sum, unit) => sum + unit.tokens, 0)
}
