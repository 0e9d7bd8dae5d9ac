import { expect, test } from 'vitest'
import { fuse } from '../../../src/main/search/fuse.ts'

test('a chunk that both parts rank well comes before one that only one part ranks first', () => {
  const fused = fuse([
    { source: 'keyword', weight: 1, ids: [7, 3] },
    { source: 'semantic', weight: 1, ids: [5, 3] },
  ])
  expect(fused).toEqual([
    {
      id: 3,
      score: 2 / 62,
      because: [
        { source: 'keyword', rank: 2, gain: 1 / 62 },
        { source: 'semantic', rank: 2, gain: 1 / 62 },
      ],
    },
    { id: 5, score: 1 / 61, because: [{ source: 'semantic', rank: 1, gain: 1 / 61 }] },
    { id: 7, score: 1 / 61, because: [{ source: 'keyword', rank: 1, gain: 1 / 61 }] },
  ])
})
