/**
 * Reads every file of the document sets below CARREL_EVAL_DIR, in reading processes as an import does, and compares what was found with
 * what the sets say is there:
 *   CARREL_EVAL_DIR=… npm run bench parsing [OUT.jsonl] [SET…]
 * Prints recall and precision by format, what became of the files that are damaged, locked, empty or only pictures, what did not end as
 * expected, and the fifteen worst. OUT gets a line a file with its text.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LIMITS } from '../../src/main/ingest/reading-child.ts'
import { createReadingPool, type ReadingPool } from '../../src/main/ingest/reading-pool.ts'
import { toFailure } from '../../src/main/lib/failure.ts'
import { overlapOf } from './parsing/overlap.ts'
import { printTables, type Outcome } from './parsing/print-tables.ts'

interface Entry {
  readonly path: string
  readonly format: string
  readonly expect: string
  readonly password?: string
  readonly truth?: string
}

type Found = { readonly text: string } | { readonly error: { readonly code: string } }

const AT_ONCE = 2

async function main(folder: string, args: readonly string[]): Promise<void> {
  const isOutput = (name: string): boolean => name.endsWith('.jsonl')
  const chosen = args.filter((name) => !isOutput(name))
  const sets = chosen.length > 0 ? chosen : documentSets(folder)
  const entries = sets.flatMap((set) => manifestOf(folder, set))
  const pool = createReadingPool(AT_ONCE, DEFAULT_LIMITS)
  const started = performance.now()
  const outcomes: Outcome[] = []
  const lines: string[] = []
  const rest = entries.values()
  const lane = async (): Promise<void> => {
    for (const entry of rest) {
      const { found, ms } = await read(pool, join(folder, entry.path))
      lines.push(JSON.stringify({ path: entry.path, ...found, ms }))
      outcomes.push(await outcomeOf({ folder, pool, entry }, found, ms))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  pool.close()
  for (const output of args.filter(isOutput)) writeFileSync(output, `${lines.join('\n')}\n`)
  printTables(outcomes)
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`${entries.length} files in ${seconds} s, ${AT_ONCE} at a time.`)
}

async function outcomeOf(
  { folder, pool, entry }: { folder: string; pool: ReadingPool; entry: Entry },
  found: Found,
  ms: number,
): Promise<Outcome> {
  const { path, format, expect, password, truth } = entry
  const unlocked =
    expect === 'password' && password !== undefined
      ? { unlocked: stateOf((await read(pool, join(folder, path), [password])).found) }
      : {}
  const hasTruth = truth !== undefined && existsSync(join(folder, truth))
  const overlap = hasTruth
    ? overlapOf('text' in found ? found.text : '', readFileSync(join(folder, truth), 'utf8'))
    : null
  return { path, format, expect, state: stateOf(found), ...unlocked, ms, overlap }
}

function stateOf(found: Found): string {
  if ('error' in found) return found.error.code
  return /[\p{L}\p{N}]/u.test(found.text) ? 'text' : 'empty'
}

async function read(
  pool: ReadingPool,
  path: string,
  passwords: readonly string[] = [],
): Promise<{ readonly found: Found; readonly ms: number }> {
  const started = performance.now()
  const found = await readText(pool, path, passwords).then(
    (text) => ({ text }),
    (error: unknown) => ({ error: toFailure(error) }),
  )
  return { found, ms: Math.round(performance.now() - started) }
}

/** The text of a file and of the files in it. Throws the failure of the first that cannot be read when nothing else can. */
async function readText(
  pool: ReadingPool,
  path: string,
  passwords: readonly string[],
): Promise<string> {
  const texts: string[] = []
  const task = {
    source: { kind: 'path', path },
    options: { ocr: 'auto', languages: ['eng'] },
    modelFolder: null,
    wants: (contents: readonly unknown[]) => contents.map(() => true),
    passwordsFor: () => passwords,
    signal: new AbortController().signal,
  } as const
  for await (const event of pool.read(task))
    if (event.kind === 'contents')
      texts.push(...event.contents.map(({ document }) => document?.text ?? ''))
  return texts.join('\n')
}

function documentSets(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('docs-'))
}

function manifestOf(folder: string, set: string): Entry[] {
  const manifest = join(folder, set, 'manifest.jsonl')
  if (!existsSync(manifest)) return []
  const lines = readFileSync(manifest, 'utf8').split('\n').filter(Boolean)
  return lines
    .map((line) => JSON.parse(line) as Entry)
    .filter(({ path }) => existsSync(join(folder, path)))
}

const folder = process.env['CARREL_EVAL_DIR']
if (folder === undefined) console.log('Skipped: set CARREL_EVAL_DIR.')
else await main(folder, process.argv.slice(2))
