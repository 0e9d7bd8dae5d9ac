/**
 * How well each language is served with what is bundled: nDCG@10 of questions asked in the language of their documents, on qa-xquad below
 * CARREL_EVAL_DIR. Run with `npm run bench languages [LANGUAGE…]`. Each embedder in the folder CARREL_BENCH_MODELS, where that is set, is
 * measured as well: the library changes to it and back. With `--answers` instead how many questions are told "not found", of those that the
 * documents answer and of strangers, and what answer/foreign-abstention.ts would be fitted to.
 */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isJudge } from '../../src/main/answer/foreign-abstention.ts'
import { EmbedderChanges } from '../../src/main/ingest/change-embedder.ts'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { listOnnxModels } from '../../src/main/inference/onnx-models.ts'
import { openEmbedder, openInstalledEmbedder } from '../../src/main/inference/open-embedder.ts'
import { evaluateRetrieval } from '../../src/main/insight/evaluate-retrieval.ts'
import { createSearch } from '../../src/main/search/search.ts'
import { askHalves, fitModel, refusals, type Asked } from './answers-in-language.ts'
import {
  linesByPrefix,
  openJudgedLibrary,
  type Collection,
  type JudgedLibrary,
} from './judged-library.ts'

const MODES = ['keyword', 'semantic', 'hybrid'] as const
/** The means move by less than .01 beyond. */
const QUESTIONS = 200

const source = join(process.env['CARREL_EVAL_DIR'] ?? '', 'qa-xquad')
if (process.env['CARREL_EVAL_DIR'] === undefined || !existsSync(source))
  console.log('Skipped: set CARREL_EVAL_DIR to a folder with qa-xquad.')
else {
  const named = process.argv.slice(2).filter((argument) => argument !== '--answers')
  await (process.argv.includes('--answers') ? measureAnswers(named) : measure(named))
}

async function measure(asked: readonly string[]): Promise<void> {
  await using bundled = await openEmbedder({
    modelFolder: join(import.meta.dirname, '../../models'),
  })
  const installed = await installedEmbedders()
  const table: Record<string, Record<string, number>> = {}
  for (const { language, collection } of await collections(asked)) {
    using library = await openJudgedLibrary(collection, bundled)
    for (const embedder of [bundled, ...installed]) {
      await changeTo(library, embedder)
      const row = `${language} ${embedder.name.split('/')[0]}`
      table[row] = await measureModes(library, embedder)
    }
    await changeTo(library, bundled)
  }
  for (const embedder of installed) await embedder[Symbol.asyncDispose]()
  console.table(table)
}

async function measureAnswers(languages: readonly string[]): Promise<void> {
  await using bundled = await openEmbedder({
    modelFolder: join(import.meta.dirname, '../../models'),
  })
  const installed = await installedEmbedders()
  for (const embedder of [bundled, ...installed.filter(({ name }) => isJudge(name))]) {
    const all: Asked[] = []
    const table: Record<string, ReturnType<typeof refusals>> = {}
    for (const { language, collection } of await collections(languages)) {
      using library = await openJudgedLibrary(collection, bundled)
      await changeTo(library, embedder)
      const asked = await askHalves(language, library, embedder)
      await changeTo(library, bundled)
      table[language] = refusals(asked)
      all.push(...asked)
    }
    console.log(embedder.name)
    console.table(table)
    const { isMultilingual } = embedder
    for (const name of ['foreign', 'syllabic'] as const) {
      const fitted = fitModel(all, { name, isMultilingual })
      console.log(`${name}:`, fitted ?? 'not all languages of the fit were asked')
    }
  }
  for (const embedder of installed) await embedder[Symbol.asyncDispose]()
}

async function installedEmbedders(): Promise<Embedder[]> {
  const folder = process.env['CARREL_BENCH_MODELS']
  const { models } = await listOnnxModels(folder === undefined ? [] : [folder])
  return models.filter(({ kind }) => kind === 'embedder').map(openInstalledEmbedder)
}

async function changeTo({ database }: JudgedLibrary, embedder: Embedder): Promise<void> {
  const changes = new EmbedderChanges({ database, open: async () => embedder })
  await changes.start(embedder)
  for await (const { state, failure } of changes.follow(new AbortController().signal))
    if (state === 'failed') throw new Error(failure?.message)
}

/** nDCG@10 by words, by meaning and by both. */
async function measureModes(
  library: JudgedLibrary,
  embedder: Embedder,
): Promise<Record<string, number>> {
  const search = createSearch({ reader: library.reader, embedder })
  const queries = library.queries.slice(0, QUESTIONS)
  const qrels = new Map([...library.qrels].filter(([id]) => queries.some((it) => it.id === id)))
  const row: Record<string, number> = {}
  for (const mode of MODES) {
    const rankings = []
    for (const { id, text } of queries) {
      const found = await search.search({ query: text, mode, by: 'document', limit: 10 })
      const ranking = found.passages.map(({ externalId, path }) => externalId ?? path)
      rankings.push({ queryId: id, ranking })
    }
    row[mode] = Number(evaluateRetrieval(rankings, qrels).metrics.ndcg10.mean.toFixed(3))
  }
  return row
}

interface InLanguage {
  readonly language: string
  readonly collection: Collection
}

/** Each language's documents and questions in files of their own: of all languages, or those asked for. */
async function collections(asked: readonly string[]): Promise<InLanguage[]> {
  const folder = join(tmpdir(), 'carrel-bench-search', 'xquad')
  const documents = linesByPrefix(join(source, 'docs.jsonl'))
  const queries = linesByPrefix(join(source, 'queries.jsonl'))
  const made: InLanguage[] = []
  for (const [language, lines] of documents) {
    if (asked.length > 0 && !asked.includes(language)) continue
    const place = join(folder, language)
    await mkdir(place, { recursive: true })
    const docs = join(place, 'docs.jsonl')
    if (!existsSync(docs)) await writeFile(docs, lines.join('\n'))
    await writeFile(join(place, 'queries.jsonl'), (queries.get(language) ?? []).join('\n'))
    const files = { docs, queries: join(place, 'queries.jsonl'), qrels: join(source, 'qrels.tsv') }
    made.push({ language, collection: { name: `xquad-${language}`, ...files } })
  }
  return made
}
