import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { AppError } from '../lib/app-error.ts'
import { collectIds } from './collect-ids.ts'
import { parseLanguages } from './parse-languages.ts'
import { reportImports } from './report-imports.ts'
import type { ExitCode, Run, Session } from './session.ts'

interface ReadAgainOptions {
  readonly in?: string
  readonly old?: boolean
  readonly ocr?: 'auto' | 'off' | 'force'
  readonly lang?: string[]
}

/** `carrel read-again`: reads documents again though their files did not change. */
export function registerReadAgain(program: Command, run: Run): void {
  program
    .command('read-again')
    .argument('[ids...]', 'documents by their number in "carrel list"', collectIds)
    .option('--in <path>', 'all of a file or folder, or of a pattern: "*.pdf"')
    .option('--old', 'all that an older Carrel read, outside of folders that are kept in step')
    .option('--lang <codes>', 'from here on as scans in these languages: eng,deu', parseLanguages)
    .addOption(
      new Option(
        '--ocr <when>',
        'from here on, read text in images and scanned pages or not',
      ).choices(['auto', 'off', 'force']),
    )
    .description('Read documents again, in other languages or by a newer Carrel or speech model')
    .addHelpText('after', help)
    .action((documentIds: number[], options: ReadAgainOptions) =>
      run((session) => readAgain(session, [...new Set(documentIds)], options)),
    )
}

const help = `
What was read before answers until then. What is chosen here for a file goes before the settings of its folder and of the library.
"carrel doctor" lists the languages that are installed; "carrel settings set ocrLanguages eng,deu" chooses them for the library.
With --json it prints what "carrel add" prints: {"event":"document",…}, then {"event":"summary",…}.`

async function readAgain(
  session: Session,
  documentIds: number[],
  { in: path, old: outdated = false, ocr, lang: languages }: ReadAgainOptions,
): Promise<ExitCode> {
  if (documentIds.length === 0 && path === undefined && !outdated)
    throw new AppError(
      'bad-input',
      'Nothing was named to read again.',
      'Give numbers, --in FOLDER, or --old.',
    )
  const client = await session.client()
  const scope = path === undefined || /[*?[]/.test(path) ? path : resolve(path)
  const input = { documentIds, scope, outdated, ocr, languages }
  return reportImports(session, [() => client.library.readAgain(input, { signal: session.signal })])
}
