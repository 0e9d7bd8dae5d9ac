import type { FileSource } from '../ingest/reading-messages.ts'
import type { ReadingPool } from '../ingest/reading-pool.ts'

export interface PageImage {
  /** A `data:image/png;base64,` address. */
  readonly dataUrl: string
  readonly width: number
  readonly height: number
}

export interface PageRequest {
  readonly source: FileSource
  /** The file in it, when it is an archive. */
  readonly inside?: string
  /** What identifies the content, so that a changed file is drawn anew. */
  readonly content: string
  readonly page: number
  readonly scale: number
  readonly passwords: readonly string[]
}

/** Pages that are kept drawn: a reader turns back a few; each is half a megabyte. */
const KEPT_PAGES = 24

export interface PageImages {
  draw(request: PageRequest, signal: AbortSignal): Promise<PageImage>
  /** Forgets every page: none may outlive its document. */
  clear(): void
}

/** Draws pages and keeps the last ones. */
export function createPageImages(pool: ReadingPool): PageImages {
  const kept = new Map<string, PageImage>()
  return {
    async draw({ source, content, ...page }, signal) {
      const key = `${content}:${page.page}:${page.scale}`
      const image = kept.get(key) ?? toImage(await pool.draw(source, page, signal))
      kept.delete(key)
      kept.set(key, image)
      const [oldest] = kept.keys()
      if (kept.size > KEPT_PAGES && oldest !== undefined) kept.delete(oldest)
      return image
    },
    clear: () => kept.clear(),
  }
}

function toImage({
  bytes,
  width,
  height,
}: {
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}): PageImage {
  return {
    dataUrl: `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`,
    width,
    height,
  }
}
