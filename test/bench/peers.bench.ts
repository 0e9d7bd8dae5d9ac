/**
 * Parsing alone, beside what else reads such files: our readers, the npm package officeparser and Microsoft's markitdown, on the same
 * PDF files with a text layer, DOCX and HTML files of CARREL_EVAL_DIR. Run with `npm run bench peers [ROUNDS]`.
 *
 * Each program is one process that stays warm for all files and reads one at a time, without recognition of text in pictures; ours runs
 * the readers in that process, without the pool. They take turns file by file, so that whatever else the machine does hits all alike.
 * Of each file the fastest of ROUNDS counts, after a file of each format to warm up. A file without a letter counts as not read, and
 * the speed is over the files that all could read.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installMarkitdown } from './peers/markitdown.ts'
import { LineReader, type Reading } from './peers/line-reader.ts'

const FORMATS = ['pdf', 'docx', 'html'] as const
const ROUNDS = Number(process.argv[2] ?? 3)

type Format = (typeof FORMATS)[number]

interface Entry {
  readonly path: string
  readonly format: string
  readonly expect: string
}

interface FileResult {
  readonly format: Format
  /** In the order of the programs. */
  readonly readings: readonly Reading[]
}

const folder = process.env['CARREL_EVAL_DIR']
if (folder === undefined) console.log('Skipped: set CARREL_EVAL_DIR.')
else await compare(folder)

async function compare(evalFolder: string): Promise<void> {
  const markitdown = installMarkitdown()
  const here = join(import.meta.dirname, 'peers')
  const readers = new Map([
    ['carrel', new LineReader(process.execPath, [join(here, 'read-here.ts'), 'carrel'])],
    [
      'officeparser',
      new LineReader(process.execPath, [join(here, 'read-here.ts'), 'officeparser']),
    ],
  ])
  if ('python' in markitdown)
    readers.set(
      'markitdown',
      new LineReader(markitdown.python, [join(here, 'read-with-markitdown.py')]),
    )
  const programs = [...readers.values()]
  const results: FileResult[] = []
  for (const format of FORMATS) {
    const files = filesOf(evalFolder, format)
    for (const path of files.slice(0, 1)) await readInTurn(programs, path)
    for (const path of files) results.push({ format, readings: await fastest(programs, path) })
  }
  for (const program of programs) program.close()
  console.table(FORMATS.flatMap((format) => rowsOf(format, results, [...readers.keys()])))
  if ('missing' in markitdown) console.log(`markitdown ${markitdown.missing}`)
}

async function readInTurn(programs: readonly LineReader[], path: string): Promise<Reading[]> {
  const readings: Reading[] = []
  for (const program of programs) readings.push(await program.read(path))
  return readings
}

async function fastest(programs: readonly LineReader[], path: string): Promise<readonly Reading[]> {
  let best = await readInTurn(programs, path)
  for (let round = 1; round < ROUNDS; round++) {
    const again = await readInTurn(programs, path)
    best = best.map((one, index) => {
      const other = again[index] ?? one
      return other.letters > 0 && other.ms < one.ms ? other : one
    })
  }
  return best
}

function rowsOf(
  format: Format,
  results: readonly FileResult[],
  names: readonly string[],
): object[] {
  const ofFormat = results.filter((result) => result.format === format)
  const shared = ofFormat.filter(({ readings }) => readings.every(({ letters }) => letters > 0))
  // Only PDF files have pages; any other file is one document.
  const items = shared.reduce((sum, { readings }) => sum + Math.max(1, readings[0]?.pages ?? 1), 0)
  const seconds = names.map((_, index) => sum(shared, (readings) => readings[index]?.ms) / 1000)
  return names.map((name, index) => ({
    program: name,
    files: `${shared.length} of ${ofFormat.length} ${format}`,
    'not read': ofFormat.filter(({ readings }) => readings[index]?.letters === 0).length,
    speed: `${(items / (seconds[index] ?? 0)).toFixed(1)} ${format === 'pdf' ? 'pages' : 'documents'}/s`,
    'ours is faster': `${((seconds[index] ?? 0) / (seconds[0] ?? 0)).toFixed(1)} times`,
  }))
}

function sum(
  results: readonly FileResult[],
  of: (readings: readonly Reading[]) => number | undefined,
): number {
  return results.reduce((total, { readings }) => total + (of(readings) ?? 0), 0)
}

function filesOf(evalFolder: string, format: Format): string[] {
  return readdirSync(evalFolder)
    .filter((name) => name.startsWith('docs-'))
    .map((name) => join(evalFolder, name, 'manifest.jsonl'))
    .filter(existsSync)
    .flatMap((manifest) => readFileSync(manifest, 'utf8').split('\n').filter(Boolean))
    .map((line) => JSON.parse(line) as Entry)
    .filter((entry) => entry.format === format && entry.expect === 'text')
    .map(({ path }) => join(evalFolder, path))
    .filter(existsSync)
}
