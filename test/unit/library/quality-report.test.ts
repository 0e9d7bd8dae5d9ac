import { expect, test } from 'vitest'
import type { ReadBlock } from '../../../src/main/ingest/document.ts'
import { qualityOf } from '../../../src/main/ingest/quality.ts'
import { reportOf } from '../../../src/main/library/quality-report.ts'

/** A page of a scan whose one word was recognised with this confidence. */
function page(number: number, confidence: number): ReadBlock {
  return { kind: 'image-text', text: 'letters', page: number, confidence }
}

function report(...blocks: readonly ReadBlock[]) {
  const pages = blocks.map(({ page = 0 }) => ({ page }))
  const quality = qualityOf({ title: '', pages, blocks }, 'letters', null)
  return reportOf({ author: null, createdMs: null, modifiedMs: null, quality })
}

const advice =
  'check quotes against the picture. Scan it more sharply, or read it again in its language.'

test('pages whose recognition was unsure are named with how sure it was, though the document as a whole is fine', () => {
  const { unsurePages, ocrConfidence, warnings } = {
    ...report(page(1, 0.95), page(2, 0.6), page(3, 0.9)),
  }
  expect({ unsurePages, ocrConfidence, warnings }).toEqual({
    unsurePages: [{ page: 2, confidence: 0.6 }],
    ocrConfidence: expect.closeTo(0.817, 3) as number,
    warnings: [`Text recognition was unsure on page 2 (60 %): ${advice}`],
  })
})

test('of a picture only the confidence is told, of sure pages nothing', () => {
  expect([report(page(1, 0.5))?.warnings, report(page(1, 0.9), page(2, 0.8))?.warnings]).toEqual([
    [`Text recognition was unsure (50 %): ${advice}`],
    [],
  ])
})

test('what an older Carrel read has a report without such pages', () => {
  const { unsurePages: _, ...quality } = qualityOf(
    { title: '', pages: [{ page: 1 }], blocks: [page(1, 0.5)] },
    'letters',
    null,
  )
  expect(reportOf({ author: null, createdMs: null, modifiedMs: null, quality })).toMatchObject({
    unsurePages: [],
    warnings: [`Text recognition was unsure (50 %): ${advice}`],
  })
})
