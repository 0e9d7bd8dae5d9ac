/**
 * Reads every file of the document sets below CARREL_EVAL_DIR and writes what was found, a line a file, for a scorer to compare:
 *   CARREL_EVAL_DIR=… npm run bench parsing OUT.jsonl [SET…]
 * Prints how long each format took and what could not be read.
 */
import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LIMITS } from '../../src/main/ingest/reading-child.ts'
import { createReadingPool, type ReadingPool } from '../../src/main/ingest/reading-pool.ts'
import { toFailure } from '../../src/main/lib/failure.ts'

interface Entry {
  readonly path: string
  readonly format: string
  readonly expect: string
}

const AT_ONCE = 2

async function main(): Promise<void> {
  const folder = process.env['CARREL_EVAL_DIR']
  const [output, ...sets] = process.argv.slice(2)
  if (folder === undefined || output === undefined) {
    console.log('Skipped: set CARREL_EVAL_DIR and name the file to write.')
    return
  }
  const entries = (sets.length > 0 ? sets : documentSets(folder)).flatMap((set) =>
    manifestOf(folder, set),
  )
  const pool = createReadingPool(AT_ONCE, DEFAULT_LIMITS)
  const out = createWriteStream(output)
  const rest = entries.values()
  const lane = async (): Promise<void> => {
    for (const entry of rest) {
      const started = performance.now()
      const line = await readText(pool, join(folder, entry.path)).then(
        (text) => ({ path: entry.path, text }),
        (error: unknown) => ({ path: entry.path, error: toFailure(error) }),
      )
      const ms = Math.round(performance.now() - started)
      if ('error' in line) console.log(`${entry.path} (${entry.expect}): ${line.error.code}`)
      else if (ms > 10_000) console.log(`${entry.path}: ${ms} ms`)
      out.write(`${JSON.stringify({ ...line, ms })}\n`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  pool.close()
  out.end()
}

async function readText(pool: ReadingPool, path: string): Promise<string> {
  const texts: string[] = []
  const task = {
    source: { kind: 'path', path },
    options: { ocr: 'auto', languages: ['eng'] },
    modelFolder: null,
    wants: (contents: readonly unknown[]) => contents.map(() => true),
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

await main()
