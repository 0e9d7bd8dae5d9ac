import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const german =
  'Die Miete ist am dritten Tag jedes Monats fällig und wird auf das Konto überwiesen, das die Vermieterin nennt. Hunde sind erlaubt.'
const secret = { text: 'Zebras govern this flat.', x: 72, y: 300, operators: '1 1 1 rg' }

test('how well a document was read is told in lists and views, and hidden text is in no answer', async () => {
  await using engine = await openTestEngine()
  const { client } = engine
  const lease = pdf(
    [{ texts: [...pdfPage(german.slice(0, 60), german.slice(60)).texts, secret] }, { texts: [] }],
    { info: '/Author (Ada Lovelace)' },
  )
  const folder = await writeFolder({ 'lease.pdf': lease, 'dots.txt': '. . . !' })
  await collect(
    await client.library.add({ paths: [folder], options: { ocr: 'off', languages: ['eng'] } }),
  )
  const { documents } = await client.library.list({})
  const found = documents.find(({ path }) => path === join(folder, 'lease.pdf'))
  const warnings = [
    'No text was found on 1 of 2 pages.',
    '1 passage hidden from readers was left out (page 1).',
  ]
  expect(found).toMatchObject({
    status: 'indexed',
    language: 'de',
    metadata: { author: 'Ada Lovelace', createdAt: null, modifiedAt: null },
    quality: {
      pages: { text: 1, ocr: 0, empty: 1, failed: 0 },
      garbledShare: 0,
      ocrConfidence: null,
      language: 'de',
      hidden: { passages: 1, pages: [1] },
      warnings,
    },
  })
  const view = await client.document.view({ documentId: found?.documentId ?? 0 })
  expect([view.text.includes('Zebras'), view.quality?.warnings, view.metadata.author]).toEqual([
    false,
    warnings,
    'Ada Lovelace',
  ])
  const { hits } = await client.search.passages({ query: 'zebras govern' })
  expect(hits.filter(({ text }) => text.includes('Zebras'))).toEqual([])
  expect(
    (await client.search.passages({ query: 'Hunde author:lovelace lang:german' })).hits,
  ).toHaveLength(1)
  expect((await client.library.status()).summary).toBe('1 of 2 files ready, 1 without text')
})
