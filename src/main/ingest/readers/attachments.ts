import { AppError } from '../../lib/app-error.ts'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { readDocument } from './read-document.ts'
import type { ReadOptions, Source } from './reader.ts'

/** A mail in a mail in a mail is still read. */
const MAX_NESTING = 3
/** Failures that would befall every attachment alike. */
const OWN_FAULTS = new Set(['model-missing', 'out-of-memory'])

/** The text of attached files, each under its name as heading. One that cannot be read gives its name only. */
export async function attachmentBlocks(
  files: readonly Source[],
  options: ReadOptions,
): Promise<ReadBlock[]> {
  const nesting = options.nesting ?? 0
  const blocks: ReadBlock[] = []
  for (const { name, bytes } of files) {
    blocks.push({ kind: 'heading', level: 2, text: `Attachment: ${oneLine(name)}` })
    if (nesting >= MAX_NESTING) continue
    const inner = { ...options, nesting: nesting + 1, onProgress: () => options.onProgress(0, 1) }
    try {
      const { document } = await readDocument({ name, bytes }, inner)
      blocks.push(...document.blocks.map(withoutPlace))
    } catch (error) {
      if (error instanceof AppError && OWN_FAULTS.has(error.code)) throw error
      // What cannot be read stays a name: the mail itself is what was added.
    }
  }
  return blocks
}

/** Pages and boxes are those of the attachment, which the mail has not got. */
function withoutPlace({ kind, text, level }: ReadBlock): ReadBlock {
  if (level === undefined) return { kind, text }
  return { kind, text, level: Math.min(6, level + 2) }
}
