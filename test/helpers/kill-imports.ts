import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { workspacePaths } from '../../src/main/store/key-file.ts'
import { openDatabase, type ReadDb } from '../../src/main/store/open.ts'
import { runCli, startCli } from './run-cli.ts'
import { testKey } from './test-library.ts'
import { writeFolder } from './write-folder.ts'

/** What is wrong after a kill, or at the end; each is empty when all is well. */
export interface Faults {
  readonly integrity: readonly unknown[]
  readonly lost: readonly string[]
  readonly orphans: Readonly<Record<string, number>>
}

export interface KillReport {
  readonly kills: number
  /** Kills that hit an import with work left to do. */
  readonly midImport: number
  readonly faults: readonly Faults[]
  /** Whether each interrupted library ended as the undisturbed one. */
  readonly endsEqual: readonly boolean[]
}

/** Whether anything is wrong. */
export function isFaulty({ integrity, lost, orphans }: Faults): boolean {
  return integrity.length + lost.length + Object.keys(orphans).length > 0
}

/** Kinds of leftovers, each counted by a query that gives 0 in a sound library. */
const ORPHANS = {
  chunks: 'SELECT count(*) FROM chunks WHERE version_id NOT IN (SELECT id FROM versions)',
  chunklessVectors:
    'SELECT count(*) FROM chunk_vectors WHERE chunk_id NOT IN (SELECT id FROM chunks)',
  vectorlessChunks:
    'SELECT count(*) FROM chunks WHERE id NOT IN (SELECT chunk_id FROM chunk_vectors)',
  codelessChunks: 'SELECT count(*) FROM chunks WHERE id NOT IN (SELECT chunk_id FROM chunk_codes)',
  versions:
    'SELECT count(*) FROM versions WHERE id NOT IN (SELECT version_id FROM documents WHERE version_id IS NOT NULL)',
  incomplete: `SELECT count(*) FROM versions v WHERE chunk_count != (SELECT count(*) FROM chunks WHERE version_id = v.id)`,
  doubled:
    'SELECT count(*) FROM (SELECT 1 FROM documents GROUP BY path, external_id HAVING count(*) > 1)',
}

const STATE = `SELECT d.path, d.external_id, d.status, v.sha256, v.chunk_count, (SELECT group_concat(text, char(10)) FROM
    (SELECT text FROM chunks WHERE version_id = v.id ORDER BY ordinal)) AS chunks
  FROM documents d LEFT JOIN versions v ON v.id = d.version_id ORDER BY d.path, d.external_id`

/** One kill in ten falls into the opening of the library, where little happens; the others into the import itself. */
const EARLY_SHARE = 0.1

/** Imports a folder again and again, killed at random moments, and looks at what is left each time; `tell` hears how many kills and faulty libraries there were. */
export async function killImports(
  kills: number,
  tell: (kills: number, faulty: number) => void = () => undefined,
): Promise<KillReport> {
  const folder = await writeFolder(files())
  const undisturbed = await writeFolder({})
  const span = await timeImport(undisturbed, folder)
  const expected = await withDatabase(undisturbed, stateOf)
  const faults: Faults[] = []
  const endsEqual: boolean[] = []
  let midImport = 0
  let dataFolder = await writeFolder({})
  for (let kill = 0; kill < kills; kill++) {
    const finished = await importAndDie(dataFolder, folder, span)
    const seen = await withDatabase(dataFolder, (db) => ({
      faults: faultsOf(db, finished),
      isDone: stateOf(db) === expected,
    }))
    faults.push(seen.faults)
    if (!seen.isDone) midImport++
    tell(kill + 1, faults.filter(isFaulty).length)
    if (!seen.isDone && kill < kills - 1) continue
    await runCli(['--data', dataFolder, '--json', 'add', folder])
    endsEqual.push((await withDatabase(dataFolder, stateOf)) === expected)
    await rm(dataFolder, { recursive: true })
    dataFolder = await writeFolder({})
  }
  for (const path of [folder, undisturbed, dataFolder]) await rm(path, { recursive: true })
  return { kills, midImport, faults, endsEqual }
}

/** When the first document of an undisturbed import was done, and when the last. */
interface Span {
  readonly firstMs: number
  readonly lastMs: number
}

async function timeImport(dataFolder: string, folder: string): Promise<Span> {
  const { child, done } = startCli(['--data', dataFolder, '--json', 'add', folder])
  const started = performance.now()
  let firstMs: number | null = null
  child.stdout?.on('data', () => (firstMs ??= performance.now() - started))
  await done
  return { firstMs: firstMs ?? 0, lastMs: performance.now() - started }
}

/** Returns what the killed command had said was finished. */
async function importAndDie(
  dataFolder: string,
  folder: string,
  { firstMs, lastMs }: Span,
): Promise<string[]> {
  const { child } = startCli(['--data', dataFolder, '--json', 'add', folder])
  let printed = ''
  child.stdout?.on('data', (text: string) => (printed += text))
  const isEarly = Math.random() < EARLY_SHARE
  const [fromMs, toMs] = isEarly ? [0, firstMs] : [firstMs, lastMs]
  await Promise.race([delay(fromMs + Math.random() * (toMs - fromMs)), once(child, 'exit')])
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return [...printed.matchAll(/"event":"document".*"documentId":(\d+).*"status":"indexed"/g)].map(
    ([, id]) => String(id),
  )
}

async function withDatabase<T>(dataFolder: string, look: (db: ReadDb) => T): Promise<T> {
  const file = workspacePaths(dataFolder, 'default').database
  const database = await openDatabase({ file, key: Buffer.from(testKey, 'hex') })
  try {
    return look(database.writer)
  } finally {
    database.close()
  }
}

function faultsOf(db: ReadDb, finished: readonly string[]): Faults {
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get())
  db.exec(`INSERT INTO chunk_text (chunk_text, rank) VALUES ('integrity-check', 1)`)
  const integrity = [
    db.pragma('integrity_check', { simple: true }),
    ...(db.pragma('foreign_key_check') as unknown[]),
  ].filter((line) => line !== 'ok')
  const kept = new Set(db.prepare('SELECT id FROM documents').pluck().all().map(String))
  const orphans = Object.entries(ORPHANS)
    .map(([name, sql]) => [name, count(sql)] as const)
    .filter(([, number]) => number > 0)
  const lost = finished.filter((id) => !kept.has(id))
  return { integrity, lost, orphans: Object.fromEntries(orphans) }
}

function stateOf(db: ReadDb): string {
  return JSON.stringify(db.prepare(STATE).all())
}

/** Some of everything, and little enough that a kill takes five seconds: short files, a long one, two alike, one that fails, a collection. */
function files(): Record<string, string> {
  const letters = Array.from({ length: 20 }, (_, n): [string, string] => [
    `letters/${n}.txt`,
    `Letter ${n} speaks of the harbour, its cranes and its tides. `.repeat(1 + (n % 5) * 5),
  ])
  const records = Array.from({ length: 15 }, (_, n) =>
    JSON.stringify({ id: `r${n}`, text: `Record ${n} is about otters and lanterns.` }),
  )
  return {
    ...Object.fromEntries(letters),
    // More chunks than are stored in one turn: a thread stores them.
    'long.txt': 'The harbour master counts the ships and writes down their names. '.repeat(500),
    'copy.txt': letters[5]?.[1] ?? '',
    'broken.pdf': '%PDF-1.7 and nothing more',
    'records.jsonl': records.join('\n'),
  }
}
