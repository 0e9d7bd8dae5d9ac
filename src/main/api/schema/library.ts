import { z } from 'zod'
import { failureCodes } from '../../lib/app-error.ts'

export const Failure = z.object({
  code: z.enum(failureCodes),
  message: z.string(),
  hint: z.string(),
})

export const DocumentStatus = z.enum(['waiting', 'indexed', 'empty', 'failed'])

/** When text is recognised in pictures: on pages that have none, never, or on every page. */
const Ocr = z.enum(['auto', 'off', 'force'])

/** Tesseract's language codes, tried together: `eng`, `deu`. */
export const OcrLanguages = z.array(z.string().regex(/^[a-z_]{3,16}$/)).min(1)

export const AddOptions = z.object({
  ocr: Ocr.default('auto'),
  /** Those of the library (its setting `ocrLanguages`) when absent. */
  languages: OcrLanguages.optional(),
  /** Bigger files inside folders are passed over. */
  maxBytes: z.int().min(1).optional(),
  /** To try on locked PDF and Office files; kept in memory only, unless `keepPasswords` is set. */
  passwords: z.array(z.string().min(1).max(255)).max(20).optional(),
  /** Keeps each password that opens a document in the system's keychain (or, without one, in the encrypted library). */
  keepPasswords: z.boolean().optional(),
})

/** Why and since when imports rest. */
export const Paused = z.object({
  /** The user said so, here or in another Carrel; or the battery is low and the machine on it. */
  reason: z.enum(['user', 'battery']),
  since: z.string(),
})

/** One fact about a running import, in the order it happened. */
export const AddEvent = z.discriminatedUnion('kind', [
  /** `total` counts the files found so far; collections count as one. */
  z.object({ kind: z.literal('queued'), total: z.int() }),
  z.object({ kind: z.literal('started'), path: z.string() }),
  z.object({
    kind: z.literal('progress'),
    path: z.string(),
    /** What is being done to it. */
    step: z.enum(['reading', 'embedding', 'storing']),
    done: z.int(),
    total: z.int(),
  }),
  /** About how long the rest takes, by the speed of the last half minute; once a second, as soon as it can be told. */
  z.object({ kind: z.literal('time-left'), ms: z.number() }),
  /** It rests until `going-on`; told at the start as well when imports rest already. */
  Paused.extend({ kind: z.literal('paused') }),
  z.object({ kind: z.literal('going-on') }),
  z.object({
    kind: z.literal('document'),
    path: z.string(),
    documentId: z.int().nullable(),
    externalId: z.string().optional(),
    status: z.enum(['indexed', 'unchanged', 'empty', 'failed']),
    pages: z.int(),
    chunks: z.int(),
    ms: z.number(),
    failure: Failure.optional(),
  }),
  z.object({
    kind: z.literal('summary'),
    indexed: z.int(),
    unchanged: z.int(),
    empty: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    chunks: z.int(),
    ms: z.number(),
  }),
])

/** One fact about keeping folders in step: what an import tells, and what became of files that are elsewhere or gone. */
export const FolderEvent = z.discriminatedUnion('kind', [
  ...AddEvent.options,
  /** A file got another path; its documents, answers and vectors stay. */
  z.object({ kind: z.literal('moved'), path: z.string(), from: z.string() }),
  /** A file was deleted, and its documents are erased. */
  z.object({ kind: z.literal('removed'), path: z.string(), documents: z.int() }),
  /** The folder itself is gone, as when a disk is unplugged: its documents stay. */
  z.object({ kind: z.literal('unavailable'), path: z.string() }),
  /** The library agrees with the folder. */
  z.object({ kind: z.literal('in-step'), path: z.string() }),
])

export const WatchedFolder = z.object({
  path: z.string(),
  documents: z.int(),
  addedAt: z.string(),
  /** When the library last agreed with it. */
  syncedAt: z.string().nullable(),
  /** Set while the folder is not there. */
  unavailableSince: z.string().nullable(),
})

/** A file that was found and not begun. */
export const WaitingFile = z.object({
  path: z.string(),
  /** When it was found; null for what an older Carrel found. */
  sizeBytes: z.int().nullable(),
  /** Someone asked for it: it comes before all others. */
  isFirst: z.boolean(),
})

export const Removal = z
  .object({
    documentIds: z.array(z.int()).default([]),
    /** A file or folder with all below it, or a pattern: `*` crosses folders. */
    scope: z.string().min(1).optional(),
  })
  .refine(({ documentIds, scope }) => documentIds.length > 0 || scope !== undefined)

export const ReadAgain = z.object({
  documentIds: z.array(z.int()).default([]),
  /** A file or folder with all below it, or a pattern: `*` crosses folders. */
  scope: z.string().min(1).optional(),
  /** All that an older Carrel read, besides. */
  outdated: z.boolean().default(false),
  /** From here on; as it was when absent. */
  ocr: Ocr.optional(),
  /** From here on; as they were when absent. */
  languages: OcrLanguages.optional(),
})

/** How well a document was read. */
export const Quality = z.object({
  /** Each page counts once: by its text layer, by recognition, without text, not readable. All 0 in formats without pages. */
  pages: z.object({ text: z.int(), ocr: z.int(), empty: z.int(), failed: z.int() }),
  /** Of all visible characters, those that stand for nothing readable: 0 to 1. */
  garbledShare: z.number(),
  /** Mean over recognised letters, 0 to 1; null without recognition. */
  ocrConfidence: z.number().nullable(),
  /** Pages whose recognition is so unsure that one word in four is doubtful, with their confidence. */
  unsurePages: z.array(z.object({ page: z.int(), confidence: z.number() })).default([]),
  /** As found in the text, ISO 639-1; null when there is too little text to say. */
  language: z.string().nullable(),
  /** What no reader of the file would see; it is in no text, chunk or answer. */
  hidden: z.object({ passages: z.int(), pages: z.array(z.int()) }),
  /** In words; empty when there is nothing to worry about. */
  warnings: z.array(z.string()),
})

/** What a document says of itself. Times are ISO 8601. */
export const Metadata = z.object({
  author: z.string().nullable(),
  createdAt: z.string().nullable(),
  modifiedAt: z.string().nullable(),
})

export const DocumentRow = z.object({
  documentId: z.int(),
  path: z.string(),
  externalId: z.string().optional(),
  title: z.string(),
  format: z.string().nullable(),
  language: z.string().nullable(),
  status: DocumentStatus,
  failure: Failure.optional(),
  /** In words, when its watched folder is not there. */
  unavailable: z.string().optional(),
  pages: z.int(),
  chunks: z.int(),
  metadata: Metadata,
  /** Null while nothing was read. */
  quality: Quality.nullable(),
  sizeBytes: z.int().nullable(),
  addedAt: z.string(),
  updatedAt: z.string(),
  /** By name. */
  tags: z.array(z.string()).default([]),
})

/** What a cache spares: how often what was asked for was there, since this Carrel started. */
const CacheFigures = z.object({ entries: z.int(), hits: z.int(), misses: z.int() })

/** What is kept in memory of earlier searches; `results` hold until the library or a setting changes. */
export const SearchMemory = z.object({ embeddings: CacheFigures, results: CacheFigures })

export const LibraryStatus = z.object({
  workspace: z.string(),
  dataFolder: z.string(),
  documents: z.int(),
  indexed: z.int(),
  empty: z.int(),
  failed: z.int(),
  waiting: z.int(),
  /** Read by an older Carrel and in no folder that is kept in step; `library.readAgain` reads them with this one. */
  outdated: z.int().default(0),
  /** In watched folders that are not there, as when a disk is unplugged; their last state still answers. */
  unavailable: z.int(),
  /** Files that another Carrel on the same library is reading at this moment. */
  elsewhere: z.int(),
  /** Set while imports rest. */
  paused: Paused.nullable(),
  chunks: z.int(),
  databaseBytes: z.int(),
  embedder: z.string(),
  searchMemory: SearchMemory.optional(),
  /** In words: "83 of 86 files ready, 2 waiting, 1 failed". */
  summary: z.string(),
})

/** A rectangle on a page, as fractions (0 to 1) of the page's width and height, from its top left corner. */
export const Box = z.object({
  page: z.int(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
})

/** A document as the document view shows it. Offsets are UTF-16 code units into `text`. */
export const DocumentView = z.object({
  documentId: z.int(),
  versionId: z.int(),
  path: z.string(),
  title: z.string(),
  format: z.string(),
  language: z.string().nullable(),
  metadata: Metadata,
  quality: Quality.nullable(),
  text: z.string(),
  /** Empty for formats without pages. */
  pages: z.array(
    z.object({
      page: z.int(),
      start: z.int(),
      end: z.int(),
      width: z.number().nullable(),
      height: z.number().nullable(),
    }),
  ),
  blocks: z.array(
    z.object({
      kind: z.string(),
      level: z.int().nullable(),
      page: z.int().nullable(),
      start: z.int(),
      end: z.int(),
    }),
  ),
  /** Whether `document.pageImage` can show its pages. */
  hasPageImages: z.boolean(),
})

export const PageImage = z.object({
  /** A `data:image/png;base64,` address. */
  dataUrl: z.string(),
  width: z.int(),
  height: z.int(),
})
