import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { basename } from 'node:path'
import { Option, type Command } from 'commander'
import type { z } from 'zod'
import type { EngineClient } from '../api/connect.ts'
import type { Passage as PassageSchema } from '../api/schema/answer.ts'
import { AppError } from '../lib/app-error.ts'
import { UNLIKELY } from '../search/relevance.ts'
import { parseWhole } from './parse-whole.ts'
import { duration, oneLine, placeOf, style, textWidth, wrap } from './print.ts'
import { readBatch } from './read-jsonl.ts'
import { misreadText, nothingFound } from './nothing-found.ts'
import type { ExitCode, Run, Session } from './session.ts'
import { explanationText } from './print-explanation.ts'
import { SCOPE_HELP, scopeOf } from './scope-option.ts'
import { trecLines } from './trec.ts'

type Passage = z.infer<typeof PassageSchema>

interface SearchOptions {
  readonly limit: number
  readonly mode: 'hybrid' | 'semantic' | 'keyword'
  readonly in?: string
  readonly queries?: string
  readonly run?: string
  readonly explain?: boolean
}

/** `carrel search`: the passages that best match, without an answer. */
export function registerSearch(program: Command, run: Run): void {
  program
    .command('search')
    .argument('[query...]', 'what to look for')
    .description('Find passages')
    .option('-k, --limit <number>', 'how many at most, up to 1000', parseWhole(1, 1000), 10)
    .addOption(
      new Option('--mode <mode>', 'by meaning, by words, or both')
        .choices(['hybrid', 'semantic', 'keyword'])
        .default('hybrid'),
    )
    .option('--in <glob>', SCOPE_HELP)
    .option('--explain', 'say what was looked for and why, and what each part gave each passage')
    .option('--queries <file>', 'a .jsonl file of queries: {"id","text"} a line; needs --run')
    .option('--run <file>', 'where to write the TREC run: one line a document, by its best chunk')
    .addHelpText('after', help)
    .action((words: string[], options: SearchOptions) =>
      run((session) =>
        options.queries === undefined
          ? searchOnce(session, words.join(' '), options)
          : searchBatch(session, options.queries, options),
      ),
    )
}

const help = `
In the query:
  "security deposit"   stands there word for word
  -garage  -"parking"  documents that have this are left out
  type:pdf  tag:contract  author:"Ada Lovelace"  lang:de  after:2024-02  before:2025-01-15
  in:Leases  in:flat.pdf  in:#12 (a number of "carrel list")
                       only such documents; dates are those of the last change that the document
                       itself names, else of its file. Without a word to look for, they are listed
Anything else is a plain question, which may hold dashes and colons.

With --json:
  {"query","hits":[{"rank","documentId","externalId"?,"path","title","page","start","end","text",
    "score","semanticScore","keywordScore","relevance"?,"alsoIn"?,"via"?}],"ms"}
relevance is the probability that a passage has to do with the query, 0 to 1 (English and the bundled embedder only); alsoIn tells
  where the same text stands, as {"documentId","path","title","versionId","page","start","end","differs"?}; "differs":{"here","there"} has
  words in which a text differs that says nearly the same.
With --explain each hit has "because":{"keyword","semantic","neighbours","reformulated"?,"crossEncoder"?}, whose sum is the score, and
  beside the hits stands
  "explanation":{"text","language","words":[{"word","why","from"?,"stems"?}],"leftOut","keyTerms","entities","excluded","filters",
  "misread"?,"help"?}; misread: what looks like a filter and is none; keyTerms: [{"word","chunks"}], the rarest words with the number of chunks that have each; entities: [{"text","kind"}], kind:
  name | date | amount | code | phrase.
  help says what optional models did: {"reformulated":{"model","lines":[{"kind","text"}]},"crossEncoder":{"name","read","of"},"failures"}.
  why: asked | phrase | code (a part number as a whole) | mended, related or alike
  (for "from", which no document searched has).
text is the document's text from start to end (UTF-16 code units); page counts from 1 and is null for formats without pages.
A part that did not find the passage has the score null.`

async function searchOnce(
  session: Session,
  query: string,
  { limit, mode, in: scope, explain = false }: SearchOptions,
): Promise<ExitCode> {
  if (query.trim() === '')
    throw new AppError('bad-input', 'There is nothing to look for.', 'carrel search "words"')
  const client = await session.client()
  const found = await client.search.passages(
    { query: query.slice(0, MAX_QUERY_CHARACTERS), limit, mode, ...scopeOf(scope) },
    { signal: session.signal },
  )
  const { hits, ms, explanation } = found
  if (session.json) {
    const shown = hits.map((hit) => toHit(hit, explain))
    session.out(JSON.stringify({ query, hits: shown, ms, ...(explain ? { explanation } : {}) }))
  } else {
    if (explain && explanation) session.out(`${explanationText(explanation)}\n`)
    const texts = hits.map((hit) => hitText(hit, explain))
    session.out(texts.length === 0 ? nothingFound(found, scope) : texts.join('\n\n'))
  }
  if (query.length > MAX_QUERY_CHARACTERS)
    session.note(`Only the first ${MAX_QUERY_CHARACTERS} characters were looked for.`)
  for (const misread of explanation?.misread ?? []) session.note(misreadText(misread))
  if (!session.json) session.note(style('dim', `${hits.length} in ${duration(ms)}`))
  return 0
}

function toHit(passage: Passage, isExplained: boolean) {
  const { versionId: _version, headings: _headings, because, ...hit } = passage
  return isExplained ? { ...hit, because } : hit
}

function hitText(passage: Passage, isExplained: boolean): string {
  const {
    rank,
    title,
    text,
    semanticScore,
    keywordScore,
    because,
    relevance,
    alsoIn = [],
    via,
  } = passage
  const place = placeOf(passage)
  const scores = [
    semanticScore === null ? '' : `meaning ${semanticScore.toFixed(2)}`,
    keywordScore === null ? '' : `words ${keywordScore.toFixed(1)}`,
    relevance === undefined ? '' : likelyText(relevance),
    via === undefined ? '' : `followed: ${via}`,
    isExplained && because ? becauseText(because) : '',
    alsoIn.length > 0 ? `also in ${alsoIn.map(alsoInText).join(', ')}` : '',
  ]
  const excerpt = oneLine(text).slice(0, 320)
  const heading = title === '' ? place : `${title} (${place})`
  const why = style('dim', scores.filter(Boolean).join(', '))
  return `${style('bold', `${rank}. ${heading}`)}  ${why}\n${wrap(excerpt, textWidth(), '   ')}`
}

function likelyText(relevance: number): string {
  return relevance < UNLIKELY
    ? 'hardly to do with it'
    : `${Math.round(relevance * 100)} % likely relevant`
}

function alsoInText({ path, differs }: NonNullable<Passage['alsoIn']>[number]): string {
  if (differs === undefined) return basename(path)
  const { here, there } = differs
  const words = [
    there.length > 0 ? `there “${there.join(' ')}”` : '',
    here.length > 0 ? `here “${here.join(' ')}”` : '',
  ]
  return `${basename(path)} (differs slightly: ${words.filter(Boolean).join(', ')})`
}

const PARTS: Readonly<Record<keyof NonNullable<Passage['because']>, string>> = {
  keyword: 'words',
  semantic: 'meaning',
  neighbours: 'similar passages',
  reformulated: 'other words for the question',
  crossEncoder: 'the cross-encoder',
}

function becauseText(because: NonNullable<Passage['because']>): string {
  const parts = Object.entries(PARTS).flatMap(([part, name]) => {
    const share = because[part as keyof typeof PARTS] ?? 0
    return share > 0 ? [`${share.toFixed(3)} by ${name}`] : []
  })
  return `score ${parts.join(' + ')}`
}

async function searchBatch(
  session: Session,
  queriesFile: string,
  { run: runFile, limit, mode, in: scope }: SearchOptions,
): Promise<ExitCode> {
  if (runFile === undefined)
    throw new AppError('bad-input', '--queries needs --run.', 'Say where to write: --run OUT.trec')
  const queries = await readBatch(queriesFile)
  const client = await session.client()
  const output = createWriteStream(runFile)
  await once(output, 'open').catch((cause: unknown) => {
    throw new AppError('bad-input', `"${runFile}" cannot be written.`, 'Choose another.', { cause })
  })
  const startedMs = performance.now()
  for (const { id, text } of queries) {
    session.signal.throwIfAborted()
    const hits = await documentsFor(client, { text, limit, mode, scope }, session.signal)
    output.write(trecLines(id, hits))
  }
  output.end()
  await once(output, 'close')
  const ms = Math.round(performance.now() - startedMs)
  if (session.json) session.out(JSON.stringify({ queries: queries.length, run: runFile, ms }))
  else session.note(`${queries.length} queries in ${duration(ms)}, written to ${runFile}`)
  return 0
}

interface DocumentQuery {
  readonly text: string
  readonly limit: number
  readonly mode: SearchOptions['mode']
  readonly scope: string | undefined
}

/** A query longer than the contract takes is cut: the embedder reads no further anyway. */
const MAX_QUERY_CHARACTERS = 4000

async function documentsFor(
  client: EngineClient,
  { text, scope, ...options }: DocumentQuery,
  signal: AbortSignal,
): Promise<Passage[]> {
  const query = text.slice(0, MAX_QUERY_CHARACTERS)
  const input = { query, by: 'document', ...options, ...scopeOf(scope) } as const
  const { hits } = await client.search.passages(input, { signal })
  return hits
}
