import { z } from 'zod'
import { Engine } from './answer.ts'

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
