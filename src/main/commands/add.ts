import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { documentPasswords } from './document-passwords.ts'
import { followFolders } from './folder-event.ts'
import { parseLanguages } from './parse-languages.ts'
import { parseWhole } from './parse-whole.ts'
import { reportImports, type Import } from './report-imports.ts'
import type { ExitCode, Run, Session } from './session.ts'
import { noteFailures, unlockFailed } from './unlock-failed.ts'

interface AddOptions {
  readonly watch?: boolean
  readonly ocr: 'auto' | 'off' | 'force'
  readonly lang?: string[]
  readonly maxSize?: number
  readonly retry?: boolean
  readonly password?: boolean
  readonly keepPassword?: boolean
}

/** `carrel add`: brings files and folders into the library. */
export function registerAdd(program: Command, run: Run): void {
  program
    .command('add')
    .argument('[paths...]', 'files and folders; none to go on with an import that was cut short')
    .description('Add files and folders, or go on with what was cut short')
    .option('--watch', 'keep them in step from here on, and stay until Ctrl-C')
    .addOption(
      new Option('--ocr <when>', 'read text in images and scanned pages')
        .choices(['auto', 'off', 'force'])
        .default('auto'),
    )
    .option(
      '--lang <codes>',
      'languages of scanned pages, such as eng,deu (default: the setting ocrLanguages)',
      parseLanguages,
    )
    .option('--retry', 'read again what failed, also what is left alone')
    .option('--password', 'ask for a password of locked PDF and Office files (or it is piped in)')
    .option('--keep-password', 'keep a password that opens a document in the keychain')
    .option('--max-size <MB>', 'pass over bigger files inside folders', parseWhole(1, 1_000_000))
    .addHelpText('after', help)
    .action((paths: string[], options: AddOptions) =>
      run((session) => add(session, paths, options)),
    )
}

const help = `
A .jsonl file whose records have "text" (and maybe "id", "title") is a collection: each record becomes a document.

Hidden files are passed over, and what a .carrelignore file in a folder names, by the rules of .gitignore.
A file that failed three times is left alone until it changes, is named, or --retry is given.
A locked file fails until its password is given: by --password, or in CARREL_DOCUMENT_PASSWORD. In a terminal it is asked for once,
at the end, when files turn out to be locked. It is tried on every locked file of this import and forgotten at the end, unless
--keep-password is given.
With --watch, folders stay in step: see "carrel help folders".
In a terminal, p pauses and goes on; from elsewhere: "carrel pause" and "carrel resume".

With --json, one line a document, then a summary:
  {"event":"document","path","documentId","externalId"?,"status","pages","chunks","ms","error"?}
  {"event":"summary","indexed","unchanged","empty","failed","cancelled","chunks","ms"}
status is indexed, unchanged, empty or failed; error is {"code","message","hint"}.
Exit code 1 says that some failed or that it was stopped; the rest is done and stays done.`

async function add(
  session: Session,
  paths: readonly string[],
  given: AddOptions,
): Promise<ExitCode> {
  const { ocr, lang, watch, maxSize, retry, keepPassword = false } = given
  const client = await session.client()
  const { signal } = session
  const passwords = await documentPasswords(given.password === true)
  const limit = maxSize === undefined ? {} : { maxBytes: maxSize * 1_000_000 }
  const options = { ocr, languages: lang, ...limit, passwords, keepPasswords: keepPassword }
  const whole = paths.map((path) => resolve(path))

  const imports: Import[] = []
  const { waiting, elsewhere } = await client.library.status()
  if (waiting > 0 && elsewhere === 0) {
    session.note(`Going on with ${waiting} left from an import that was cut short.`)
    imports.push(() => client.library.resume(undefined, { signal }))
  } else if (paths.length === 0 && retry !== true) {
    session.note('Nothing is left to do. Name the files and folders to add: carrel add PATH…')
    return 0
  }
  if (retry === true) imports.push(() => client.library.retry({ options }, { signal }))
  if (watch === true)
    for (const path of whole)
      imports.push(() => client.library.watch({ path, options }, { signal }))
  else if (paths.length > 0)
    imports.push(() => client.library.add({ paths: whole, options }, { signal }))
  const failures = noteFailures()
  const first = await reportImports(session, imports.map(failures.of))
  const code = await unlockFailed(session, { failures, options, code: first })
  if (watch === true && !signal.aborted) await followFolders(session)
  return code
}
