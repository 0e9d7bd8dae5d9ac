import { basename } from 'node:path'
import type { DocumentPasswords } from '../ingest/document-passwords.ts'
import type { FileSource } from '../ingest/reading-messages.ts'
import type { ReadingPool } from '../ingest/reading-pool.ts'
import { AppError } from '../lib/app-error.ts'
import { getDocument } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import { getOriginal } from '../store/originals.ts'
import type { BlockRow, DocumentRow, PageRow } from '../store/rows.ts'
import { contentsOf, getBlocks, getPages, getVersion } from '../store/versions.ts'
import { boxesOfSpan, type Box } from './boxes.ts'
import { metadataOf, reportOf, type Metadata, type QualityReport } from './quality-report.ts'
import { createPageImages, type PageImage } from './page-images.ts'
import { uploadedSha256 } from './upload-path.ts'

const FORMATS_WITH_PAGES = new Set(['pdf', 'image', 'tiff'])

export interface DocumentView {
  readonly documentId: number
  readonly versionId: number
  readonly path: string
  readonly title: string
  readonly format: string
  readonly language: string | null
  readonly metadata: Metadata
  readonly quality: QualityReport | null
  readonly text: string
  readonly pages: Omit<PageRow, 'runs'>[]
  readonly blocks: BlockRow[]
  readonly hasPageImages: boolean
}

/** Looking at one document: the contract's `document`. */
export interface DocumentViews {
  view(input: { readonly documentId: number }): DocumentView
  boxes(input: { readonly versionId: number; readonly start: number; readonly end: number }): Box[]
  pageImage(
    input: { readonly documentId: number; readonly page: number; readonly scale: number },
    signal: AbortSignal,
  ): Promise<PageImage>
  open(input: { readonly documentId: number }): Promise<{ done: true }>
  /** Drops what is kept of documents outside of the database. */
  forget(): void
}

export interface DocumentViewsDeps {
  readonly reader: ReadDb
  readonly pool: ReadingPool
  readonly passwords: Pick<DocumentPasswords, 'candidates'>
  readonly openPath: (path: string) => Promise<void>
}

export function createDocumentViews(deps: DocumentViewsDeps): DocumentViews {
  const { reader, pool, openPath } = deps
  const images = createPageImages(pool)
  return {
    view: ({ documentId }) => view(reader, find(reader, documentId)),
    boxes: ({ versionId, start, end }) => boxesOfSpan(getPages(reader, versionId), start, end),
    async pageImage({ documentId, page, scale }, signal) {
      const document = find(reader, documentId)
      const content = `${document.versionId ?? document.updatedAt}`
      const { externalId: inside } = document
      const passwords = contentsOf(reader, [documentId]).flatMap(deps.passwords.candidates)
      const request = { source: sourceOf(reader, document), content, page, scale, passwords }
      return images.draw(inside === undefined ? request : { ...request, inside }, signal)
    },
    async open({ documentId }) {
      const { path, title } = find(reader, documentId)
      if (uploadedSha256(path) !== null)
        throw new AppError(
          'not-allowed',
          `"${title}" was added from a browser, so Carrel does not know where its file is.`,
          'Read it here, or open it from your own folder.',
        )
      await openPath(path)
      return { done: true }
    },
    forget: () => images.clear(),
  }
}

function view(reader: ReadDb, document: DocumentRow): DocumentView {
  const version = document.versionId === null ? null : getVersion(reader, document.versionId)
  if (version === null) throw noText(document)
  const { documentId, path, title, facts } = document
  const { versionId, format, language, text } = version
  return {
    documentId,
    versionId,
    path,
    title,
    format,
    language,
    metadata: metadataOf(facts),
    quality: reportOf(facts),
    text,
    pages: getPages(reader, versionId).map(({ runs: _, ...page }) => page),
    blocks: getBlocks(reader, versionId),
    hasPageImages: FORMATS_WITH_PAGES.has(format),
  }
}

function find(reader: ReadDb, documentId: number): DocumentRow {
  const document = getDocument(reader, documentId)
  if (document === null)
    throw new AppError(
      'not-found',
      `There is no document ${documentId} in the library.`,
      'It may have been removed. Look at the list again.',
    )
  return document
}

function noText({ title, failure }: DocumentRow): AppError {
  return failure
    ? new AppError(failure.code, failure.message, failure.hint)
    : new AppError('not-found', `"${title}" has no text yet.`, 'Wait until it is read.')
}

function sourceOf(reader: ReadDb, { path, title }: DocumentRow): FileSource {
  const sha256 = uploadedSha256(path)
  if (sha256 === null) return { kind: 'path', path }
  const original = getOriginal(reader, sha256)
  if (original === null)
    throw new AppError('not-found', `The file of "${title}" is no longer kept.`, 'Add it again.')
  return { kind: 'bytes', name: basename(path), bytes: original.bytes }
}
