import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBatch, type BatchLine } from '../../src/main/commands/read-jsonl.ts'
import { readQrels } from '../../src/main/commands/read-qrels.ts'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import type { Qrels } from '../../src/main/insight/evaluate-retrieval.ts'
import { createLibrary } from '../../src/main/library/library.ts'
import { getChunks } from '../../src/main/store/chunks.ts'
import { openDatabase, type Database, type ReadDb } from '../../src/main/store/open.ts'

/** A collection with judged queries, indexed. */
export interface JudgedLibrary extends Disposable {
  readonly database: Database
  readonly reader: ReadDb
  /** Only those that have a right document. */
  readonly queries: readonly BatchLine[]
  readonly qrels: Qrels
  /** The external ids of a version's documents. */
  idsOf(versionId: number): readonly string[]
  /** The external ids of the documents of chunks, each where its best chunk is. */
  documentsOf(chunkIds: readonly number[]): readonly string[]
}

export interface Collection {
  readonly name: string
  readonly docs: string
  readonly queries: string
  readonly qrels: string
}

const modelFolder = join(import.meta.dirname, '..', '..', 'models')
/** Libraries of benchmarks hold public texts only. */
const KEY = Buffer.alloc(32, 'carrel bench')

/** The files of a set below CARREL_EVAL_DIR; null, with a line saying so, when it is not there. */
export function collectionOf(folder: string, name: string): Collection | null {
  const [docs, queries, qrels] = ['docs.jsonl', 'queries.jsonl', 'qrels.tsv'].map((file) =>
    join(folder, name, file),
  )
  if (docs && queries && qrels && existsSync(docs)) return { name, docs, queries, qrels }
  console.log(`${name}: not below CARREL_EVAL_DIR, skipped.`)
  return null
}

/** Indexes a collection, in a folder for temporary files that is kept: the next run embeds nothing again. */
export async function openJudgedLibrary(
  collection: Collection,
  embedder: Embedder,
): Promise<JudgedLibrary> {
  const dataFolder = join(tmpdir(), 'carrel-bench-search')
  const folder = join(dataFolder, collection.name)
  mkdirSync(folder, { recursive: true })
  const database = await openDatabase({ file: join(folder, 'library.db'), key: KEY })
  await addAll(database, embedder, { dataFolder, ...collection })
  const qrels = await readQrels(collection.qrels)
  const reader = database.openReader()
  const ids = reader.prepare<[number], string>(
    'SELECT external_id FROM documents WHERE version_id = ? ORDER BY id',
  )
  const idsOf = (versionId: number): string[] => ids.pluck().all(versionId)
  return {
    database,
    reader,
    qrels,
    queries: (await readBatch(collection.queries)).filter(({ id }) => qrels.has(id)),
    idsOf,
    documentsOf: (chunkIds) => [
      ...new Set(getChunks(reader, chunkIds).flatMap(({ versionId }) => idsOf(versionId))),
    ],
    [Symbol.dispose]: () => database.close(),
  }
}

async function addAll(
  database: Database,
  embedder: Embedder,
  { dataFolder, name, docs }: Collection & { readonly dataFolder: string },
): Promise<void> {
  const openPath = async (): Promise<void> => undefined
  const library = createLibrary({
    database,
    embedder,
    modelFolder,
    workspace: name,
    dataFolder,
    openPath,
  })
  for await (const event of library.add({ paths: [docs] }, new AbortController().signal))
    if (event.kind === 'summary' && event.failed > 0) console.log(`${name}: ${event.failed} failed`)
  await library.close()
}

/** The lines of a `.jsonl` file by the beginning of their id, up to a colon: the languages of XQuAD. */
export function linesByPrefix(file: string): ReadonlyMap<string, readonly string[]> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return Map.groupBy(lines, (line) => /^(?:\{"id": ?")?([a-z]+):/.exec(line)?.[1] ?? '')
}
