import type { StoredDocument } from './document.ts'
import type { ReadingOptions } from './reading-messages.ts'
import { createReadingPool, type ReadingPool } from './reading-pool.ts'
import { DEFAULT_LIMITS } from './reading-child.ts'

/** A file as text, nothing stored: what its reader found, page by page and block by block. */
export interface FileText {
  readonly path: string
  readonly title: string
  readonly language: string | null
  /** Formats without pages have one. */
  readonly pages: readonly { readonly page: number; readonly text: string }[]
  readonly blocks: readonly {
    readonly kind: string
    readonly page: number | null
    readonly text: string
  }[]
}

const DEFAULT_OPTIONS: ReadingOptions = { ocr: 'auto', languages: ['eng'] }

/** Reads one file in a process of its own. Throws what the library's import would report. */
export async function readText(
  path: string,
  { signal, ...options }: Partial<ReadingOptions> & { readonly signal?: AbortSignal } = {},
): Promise<FileText> {
  const pool = createReadingPool(1, DEFAULT_LIMITS)
  try {
    return await readTextIn(pool, path, {
      options: { ...DEFAULT_OPTIONS, ...options },
      signal: signal ?? new AbortController().signal,
    })
  } finally {
    pool.close()
  }
}

/** The same in a pool that stays open for more files. */
export async function readTextIn(
  pool: ReadingPool,
  path: string,
  { options, signal }: { readonly options: ReadingOptions; readonly signal: AbortSignal },
): Promise<FileText> {
  const documents: StoredDocument[] = []
  const task = {
    source: { kind: 'path', path },
    options,
    modelFolder: null,
    wants: all,
    signal,
  } as const
  for await (const event of pool.read(task))
    if (event.kind === 'contents')
      documents.push(...event.contents.flatMap(({ document }) => document ?? []))
  return toFileText(path, documents)
}

function all(contents: readonly unknown[]): boolean[] {
  return contents.map(() => true)
}

function toFileText(path: string, documents: readonly StoredDocument[]): FileText {
  const [first] = documents
  const pages = documents.flatMap(({ text, pages: found }) =>
    found.map(({ page, start, end }) => ({ page, text: text.slice(start, end) })),
  )
  return {
    path,
    title: documents.length === 1 ? (first?.title ?? '') : '',
    language: first?.language ?? null,
    pages:
      pages.length > 0
        ? pages
        : [{ page: 1, text: documents.map(({ text }) => text).join('\n\n') }],
    blocks: documents.flatMap(({ text, blocks }) =>
      blocks.map(({ kind, page, start, end }) => ({ kind, page, text: text.slice(start, end) })),
    ),
  }
}
