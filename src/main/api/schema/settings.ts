import { z } from 'zod'
import { Engine } from './answer.ts'
import { OcrLanguages } from './library.ts'

export const Settings = z.object({
  engine: Engine,
  /** Path of the GGUF file that the local engine loads; null when none was chosen. */
  localModel: z.string().nullable(),
  /** `openai`, `anthropic` or a base address. */
  cloudProvider: z.string().nullable(),
  cloudModel: z.string().nullable(),
  /** Hosts this workspace may talk to; empty means nothing leaves the machine. */
  allowedHosts: z.array(z.string()),
  appearance: z.enum(['system', 'light', 'dark']),
  /** Languages that scans and pictures are read in, by Tesseract's codes, unless others are given with them. */
  ocrLanguages: OcrLanguages,
  /** Name of an installed cross-encoder that reads the leading passages together with the question; null when none is to. */
  crossEncoder: z.string().nullable(),
  /** Time that it may take for each search. */
  crossEncoderMs: z.int().min(50).max(60_000),
  /**
   * `auto`: a question that may need several documents is followed by the model that answers. A local one reads the first passages and names what
   * to look up next; a cloud one is sent the question alone, and takes it apart.
   */
  reformulate: z.enum(['off', 'auto']),
  /** Time that this may take for each search, loading the model included. */
  reformulateMs: z.int().min(100).max(120_000),
})

/** One outbound request that was made or refused. */
export const EgressEntry = z.object({
  at: z.string(),
  host: z.string(),
  why: z.string(),
  sentBytes: z.int(),
  outcome: z.enum(['refused', 'sent', 'failed']),
})

export const Check = z.object({
  name: z.string(),
  status: z.enum(['ok', 'warning', 'missing']),
  /** What was found, in words. */
  detail: z.string(),
  /** What to do about it; empty when there is nothing to do. */
  advice: z.string(),
})
