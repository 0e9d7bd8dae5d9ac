import type { Command } from 'commander'
import type { z } from 'zod'
import type { DocumentRow as DocumentRowSchema } from '../api/schema/library.ts'
import { parseWhole } from './parse-whole.ts'
import { count, placeOf, style } from './print.ts'
import type { Run } from './session.ts'

type DocumentRow = z.infer<typeof DocumentRowSchema>

interface ListOptions {
  readonly limit: number
  readonly tag?: string
}

/** `carrel list`: what is in the library. */
export function registerList(program: Command, run: Run): void {
  program
    .command('list')
    .argument('[words...]', 'only documents whose path or title has these')
    .description('List documents, newest first')
    .option('-k, --limit <number>', 'how many at most', parseWhole(1, 100_000), 1000)
    .option('--tag <name>', 'only documents with this tag')
    .addHelpText('after', help)
    .action((words: string[], { limit, tag }: ListOptions) =>
      run(async (session) => {
        const client = await session.client()
        const query = words.length === 0 ? {} : { query: words.join(' ') }
        const { documents, total } = await client.library.list({ ...query, tag, limit })
        if (session.json) {
          session.out(JSON.stringify({ documents, total }))
          return 0
        }
        for (const document of documents) {
          const { documentId, status, chunks, pages, path, externalId, tags } = document
          const facts = [status === 'indexed' ? factsOf(pages, chunks) : status]
          const shown = [...facts, ...readingOf(document), ...tags].join(' · ')
          const name = placeOf({ path, externalId })
          const why = whyOf(document)
          session.out(`${String(documentId).padStart(6)}  ${name}  ${style('dim', shown)}${why}`)
        }
        session.note(
          total === 0 && words.length === 0 && tag === undefined
            ? empty
            : `${documents.length} of ${count(total, 'document')}`,
        )
        return 0
      }),
    )
}

const empty = 'The library is empty. Add files or folders: carrel add PATH…'

const help = `
With --json: {"documents":[{"documentId","path","externalId"?,"title","format","language","status","failure"?,
  "unavailable"?,"pages","chunks","metadata":{"author","createdAt","modifiedAt"},
  "quality":{"pages":{"text","ocr","empty","failed"},"garbledShare","ocrConfidence","unsurePages":[{"page","confidence"}],"language","hidden":{"passages","pages"},"warnings"}|null,
  "sizeBytes","addedAt","updatedAt","tags"}],"total"}`

/** What keeps a document from being answered from, or from being up to date. */
function whyOf({ failure, unavailable }: DocumentRow): string {
  if (failure !== undefined) return style('red', `  ${failure.message}`)
  return unavailable === undefined ? '' : style('yellow', `  ${unavailable}`)
}

/** How well it was read, in short: the language, pages that are not plain text, and how many warnings there are. */
function readingOf({ language, quality }: DocumentRow): string[] {
  const { ocr = 0, failed = 0 } = quality?.pages ?? {}
  const warnings = quality?.warnings.length ?? 0
  return [
    language ?? '',
    ocr === 0 ? '' : `${ocr} by OCR`,
    failed === 0 ? '' : `${failed} unreadable`,
    warnings === 0 ? '' : count(warnings, 'warning'),
  ].filter((fact) => fact !== '')
}

function factsOf(pages: number, chunks: number): string {
  return [pages > 0 ? count(pages, 'page') : '', count(chunks, 'chunk')].filter(Boolean).join(', ')
}
