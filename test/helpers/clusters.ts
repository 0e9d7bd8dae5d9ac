import { upsertDocument } from '../../src/main/store/documents.ts'
import type { WriteDb } from '../../src/main/store/open.ts'
import { saveVersion } from '../../src/main/store/versions.ts'
import { vectorOf } from './test-database.ts'

/** Documents of fifty chunks on thirty topics; returns their ids. */
export function addClusters(db: WriteDb, chunks: number): number[] {
  return Array.from({ length: Math.ceil(chunks / 50) }, (_, document) => {
    const texts = Array.from({ length: 50 }, (_, i) => `chunk ${document} ${i}`)
    const versionId = saveVersion(db, {
      sha256: String(document),
      recipe: 'test',
      format: 'txt',
      document: { title: '', language: null, text: texts.join('\n'), pages: [], blocks: [] },
      chunks: texts.map((text) => ({
        start: 0,
        end: text.length,
        page: null,
        headings: '',
        text,
        tokenCount: 3,
      })),
      embeddings: texts.map((text, i) => near(`topic ${(document + i) % 30}`, text)),
    })
    return upsertDocument(db, {
      path: `/${document}.txt`,
      status: 'indexed',
      failure: null,
      sizeBytes: 1,
      modifiedMs: 1,
      versionId,
    })
  })
}

/** A unit vector about 35 degrees from its topic's. */
export function near(topic: string, text: string): Float32Array {
  const [middle, own] = [vectorOf(topic), vectorOf(text)]
  const sum = middle.map((value, i) => value + 0.7 * (own[i] ?? 0))
  const length = Math.hypot(...sum)
  return sum.map((value) => value / length)
}
