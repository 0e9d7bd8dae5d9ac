import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { StoredDocument } from '../ingest/document.ts'
import { DEFAULT_LIMITS } from '../ingest/reading-child.ts'
import type { ReadContent } from '../ingest/reading-messages.ts'
import { createReadingPool, type ReadingPool, type ReadTask } from '../ingest/reading-pool.ts'
import { fromFailure } from '../lib/failure.ts'
import { ownModelFolder } from '../places.ts'
import { documentPasswords } from './document-passwords.ts'
import { parseLanguages } from './parse-languages.ts'
import { placeOf, shortPath, style } from './print.ts'
import type { ExitCode, Run, Session } from './session.ts'

interface TextOptions {
  readonly ocr: 'auto' | 'off' | 'force'
  readonly lang: readonly string[]
  readonly password?: boolean
}

/** `carrel text`: what Carrel reads in a file, with nothing stored and no library opened. */
export function registerText(program: Command, run: Run): void {
  program
    .command('text')
    .argument('<path>', 'a file')
    .description('Show the text that Carrel reads in a file; stores nothing')
    .addOption(
      new Option('--ocr <when>', 'read text in images and scanned pages')
        .choices(['auto', 'off', 'force'])
        .default('auto'),
    )
    .option('--lang <codes>', 'languages of scanned pages, such as eng,deu', parseLanguages, [
      'eng',
    ])
    .option('--password', 'ask for the password of a locked file (or it is piped in)')
    .addHelpText('after', help)
    .action((path: string, options: TextOptions) => run((session) => text(session, path, options)))
}

const help = `
With --json: {"path","title","language","pages":[{"page","text"}],"blocks":[{"kind","page","text"}]}
pages is empty for formats without pages; kind is heading, paragraph, list-item, table-row, code or image-text.
A collection (.jsonl), an archive or a mail with attachments gives one such object a line, with its "externalId". Exit code 1 when
something in it cannot be read.`

async function text(session: Session, path: string, options: TextOptions): Promise<ExitCode> {
  const passwords = await documentPasswords(options.password === true)
  const pool = createReadingPool(1, DEFAULT_LIMITS, [
    ownModelFolder(session.places.dataFolder),
    session.places.modelFolder,
  ])
  const task: ReadTask = {
    source: { kind: 'path', path: resolve(path) },
    options: { ocr: options.ocr, languages: options.lang },
    modelFolder: null,
    wants: (contents) => contents.map(() => true),
    passwordsFor: () => passwords,
    signal: session.signal,
  }
  try {
    let code: ExitCode = 0
    for await (const content of contentsOf(pool, task)) {
      // One file in an archive or mail that cannot be read costs only itself.
      if (content.failure && content.externalId !== '') code = tellFailure(session, path, content)
      else tell(session, resolve(path), content)
    }
    return code
  } finally {
    pool.close()
  }
}

async function* contentsOf(pool: ReadingPool, task: ReadTask): AsyncGenerator<ReadContent> {
  for await (const event of pool.read(task)) if (event.kind === 'contents') yield* event.contents
}

function tell(
  session: Session,
  path: string,
  { externalId, document, failure }: ReadContent,
): void {
  if (failure) throw fromFailure(failure)
  if (document === null) return
  const named = externalId === '' ? {} : { externalId }
  if (session.json) return session.out(JSON.stringify({ path, ...named, ...toJson(document) }))
  session.note(style('bold', document.title === '' ? shortPath(path) : document.title))
  if (document.pages.length === 0) return session.out(document.text)
  for (const { page, text: pageText } of toJson(document).pages)
    session.out(`${style('dim', `― page ${page} ―`)}\n${pageText}`)
}

function tellFailure(
  session: Session,
  path: string,
  { externalId, failure }: ReadContent,
): ExitCode {
  session.note(`${placeOf({ path: resolve(path), externalId })}  ${failure?.message ?? ''}`)
  return 1
}

function toJson({ title, language, text: whole, pages, blocks }: StoredDocument) {
  return {
    title,
    language,
    pages: pages.map(({ page, start, end }) => ({ page, text: whole.slice(start, end) })),
    blocks: blocks.map(({ kind, page, start, end }) => ({
      kind,
      page,
      text: whole.slice(start, end),
    })),
  }
}
