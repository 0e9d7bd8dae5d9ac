import { z } from 'zod'
import { Failure } from './library.ts'

export const ModelName = z.object({ name: z.string().min(1) })

const Language = z.object({
  /** Tesseract's. */
  code: z.string(),
  /** In English. */
  name: z.string(),
})

/** Languages of scans, each list by name. */
export const ScanLanguages = z.object({
  installed: z.array(Language),
  /** Data for these can be fetched with `models.addScanLanguage`. */
  available: z.array(Language),
  /** Where from: the host that has to be allowed. */
  host: z.string(),
})

/** How far a change of embedders is. Ends with `done` or `failed`; `interrupted` goes on with `models.resumeChange`. */
export const EmbedderChange = z.object({
  state: z.enum(['running', 'interrupted', 'failed', 'done']),
  /** The embedder that the library changes to, with its number format and a fingerprint. */
  recipe: z.string(),
  /** Chunks that have their new vector, of all. */
  done: z.int(),
  total: z.int(),
  failure: Failure.optional(),
})

export const InstalledModels = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['embedder', 'cross-encoder', 'speech']),
      /** Made for many languages; otherwise for English. */
      isMultilingual: z.boolean(),
      isInUse: z.boolean(),
      /** Floats in its embeddings, or in its hidden states. */
      dimensions: z.int(),
      sizeBytes: z.int(),
    }),
  ),
  /** Folders that look like models; `reason` says in words why they cannot be used. */
  unusable: z.array(z.object({ name: z.string(), reason: z.string() })),
  /** Where models are looked for; the first is the owner's own. */
  folders: z.array(z.string()),
  /** The change of embedders that runs, was cut short, failed or just ended. */
  change: EmbedderChange.nullable(),
  /** The embedder that was used before and whose vectors are kept, so that going back takes no time. */
  previous: z.string().nullable(),
})
