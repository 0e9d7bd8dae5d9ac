import { z } from 'zod'

const ImportOptionsShape = z.object({
  /** As before: as its file was read the last time, `auto` where it never was. */
  ocr: z.enum(['auto', 'off', 'force', 'as-before']).default('auto'),
  /** Those of the library when absent. */
  languages: z.array(z.string()).optional(),
  /** The languages were given with these very files, and hold for them from then on. */
  isChosen: z.boolean().optional(),
  /** Also what is known is read, by the same recipe or not; what was read before answers until then. */
  isAgain: z.boolean().optional(),
  /** Bigger files inside folders are passed over. */
  maxBytes: z.number().optional(),
  /** Set when the file was handed over by its bytes: they are kept in the store. */
  originalSha256: z.string().optional(),
  sizeBytes: z.number().optional(),
})

/** How a file is to be imported; kept with its job. */
export type ImportOptions = z.infer<typeof ImportOptionsShape>

/** The options of a job that an older version may have queued. */
export function parseImportOptions(options: unknown): ImportOptions {
  return ImportOptionsShape.parse(options ?? {})
}
