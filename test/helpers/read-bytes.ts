import type { ReadDocument } from '../../src/main/ingest/document.ts'
import { partsOf } from '../../src/main/ingest/readers/parts.ts'
import { readDocument } from '../../src/main/ingest/readers/read-document.ts'
import type { ReadOptions } from '../../src/main/ingest/readers/reader.ts'
import { createRecognizer } from '../../src/main/ingest/readers/recognizer.ts'

/** Reads a file by its name and content, in this process. */
export async function readBytes(
  name: string,
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<ReadDocument> {
  const recognizer = createRecognizer()
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const defaults: ReadOptions = {
      ocr: 'auto',
      languages: ['eng'],
      recognizer,
      onProgress: () => undefined,
    }
    return (await readDocument({ name, bytes }, { ...defaults, ...options })).document
  } finally {
    await recognizer.close()
  }
}

/** Its blocks as "kind: text", headings with their level. */
export async function readBlocks(name: string, content: string | Uint8Array): Promise<string[]> {
  const { blocks } = await readBytes(name, content)
  return blocks.map(({ kind, level, text }) => `${kind}${level ?? ''}: ${text}`)
}

/** The paths of the documents in a file; '' is the file itself. */
export async function partNames(name: string, content: string | Uint8Array): Promise<string[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return (await partsOf({ name, bytes })).map(({ path, failure }) =>
    failure === undefined ? path : `${path}: ${failure.code}`,
  )
}
