import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { lockedZip } from '../helpers/locked-zip.ts'
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

test.each(['aes', 'zip-crypto'] as const)(
  'what is in an archive locked by %s becomes documents once its password is given',
  async (lock) => {
    await using engine = await openTestEngine()
    const { library, search } = engine.client
    const papers = { 'papers/lease.txt': 'The rent is due on the third day of each month.' }
    const folder = await writeFolder({ 'papers.zip': await lockedZip(papers, 'harbour', lock) })
    const withPassword = (...passwords: readonly string[]) =>
      library.add({ paths: [folder], options: { passwords: [...passwords] } })
    const states = async () =>
      (await library.list({})).documents.map(
        ({ externalId, status, failure }) =>
          `${externalId ?? 'the archive'}: ${failure?.message ?? status}`,
      )
    await collect(await library.add({ paths: [folder] }))
    const before = await states()
    await collect(await withPassword('gull'))
    const wrong = await states()
    await collect(await withPassword('gull', 'harbour'))
    const { hits } = await search.passages({ query: 'When is the rent due?' })
    expect({ before, wrong, after: await states(), found: hits[0]?.text }).toEqual({
      before: ['the archive: "papers.zip" is protected by a password.'],
      wrong: ['the archive: "papers.zip" does not open with that password.'],
      after: ['papers/lease.txt: indexed'],
      found: 'The rent is due on the third day of each month.',
    })
  },
)
