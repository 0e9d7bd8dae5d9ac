import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const locked = (text: string, password: string) => pdf([pdfPage(text)], { password })

test('a locked file fails, opens once its password is given, and shows its pages from then on', async () => {
  await using engine = await openTestEngine()
  const { library, document, search } = engine.client
  const folder = await writeFolder({
    'lease.pdf': locked('The rent is due on the third day of each month.', 'harbour'),
    'other.pdf': locked('The ferry leaves the pier at noon.', 'gull'),
  })
  await collect(await library.add({ paths: [folder] }))
  const { documents } = await library.list({})
  const documentIds = documents.map(({ documentId }) => documentId)
  const options = { passwords: ['harbour'] }
  await collect(await library.retry({ documentIds, options }))
  const after = (await library.list({})).documents
  const lease = after.find(({ path }) => path === join(folder, 'lease.pdf'))
  const { hits } = await search.passages({ query: 'When is the rent due?' })
  const page = { documentId: lease?.documentId ?? 0, page: 1, scale: 0.5 }
  expect({
    before: documents.map(({ failure }) => failure?.code),
    after: Object.fromEntries(
      after.map(({ title, status, failure }) => [title, [status, failure?.message]]),
    ),
    found: hits[0]?.text,
    page: (await document.pageImage(page)).dataUrl.slice(0, 22),
  }).toEqual({
    before: ['password-protected', 'password-protected'],
    after: {
      'lease.pdf': ['indexed', undefined],
      'other.pdf': ['failed', '"other.pdf" does not open with that password.'],
    },
    found: 'The rent is due on the third day of each month.',
    page: 'data:image/png;base64,',
  })
})
