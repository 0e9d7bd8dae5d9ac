import type { Embedder } from '../inference/embedder.ts'
import { must } from '../lib/must.ts'
import type { Database } from '../store/open.ts'
import type { Asker, EmbeddingQueue } from './embedding-queue.ts'
import { embeddingText } from './embedding-text.ts'
import { knownEmbeddings } from './known-embeddings.ts'
import type { ReadContent } from './reading-messages.ts'
import type { Report } from './report.ts'

/** Chunks of a document that are embedded between two words of progress. */
const CHUNKS_A_STEP = 64

interface EmbedDeps {
  readonly database: Database
  readonly embedder: Embedder
  readonly embedding: EmbeddingQueue
  readonly report: Report
  readonly asker: Asker
}

export interface EmbeddedContent {
  /** One a chunk, in their order. */
  readonly embeddings: readonly Float32Array[]
  /** Whose they are. */
  readonly embedder: string | undefined
}

/** Of a content without text. */
export const NOT_EMBEDDED: EmbeddedContent = { embeddings: [], embedder: undefined }

/** All by one embedder: where the library changes to another meanwhile, once more. */
export async function embedContent(
  deps: EmbedDeps,
  place: { readonly path: string; readonly externalId: string },
  content: Pick<ReadContent, 'document' | 'chunks'>,
): Promise<EmbeddedContent> {
  for (;;) {
    const { name } = deps.embedder
    const embeddings = await embedOnce(deps, place, content)
    if (deps.embedder.name === name) return { embeddings, embedder: name }
  }
}

/** What the document said before as well keeps the embedding that it had. */
async function embedOnce(
  { database, embedding, report, asker }: EmbedDeps,
  place: { readonly path: string; readonly externalId: string },
  { document, chunks }: Pick<ReadContent, 'document' | 'chunks'>,
): Promise<Float32Array[]> {
  const title = document?.title ?? ''
  const texts = chunks.map(({ headings, text }) => embeddingText({ title, headings, text }))
  const known = knownEmbeddings(database.writer, place, texts)
  const missing = [...new Set(texts)].filter((text) => !known.has(text))
  const steps = Array.from({ length: Math.ceil(missing.length / CHUNKS_A_STEP) }, (_, step) =>
    missing.slice(step * CHUNKS_A_STEP, (step + 1) * CHUNKS_A_STEP),
  )
  report.work.chunks += missing.length
  let done = 0
  const embedded = steps.map(async (step) => {
    const embeddings = await embedding.embed(step, asker)
    for (const [index, text] of step.entries())
      known.set(text, must(embeddings[index], 'one embedding a text'))
    done += step.length
    report.work.chunksEmbedded += step.length
    if (place.externalId === '')
      report.progress(place.path, 'embedding', { done, total: missing.length })
  })
  await Promise.all(embedded)
  return texts.map((text) => must(known.get(text), 'every text was embedded or known'))
}
