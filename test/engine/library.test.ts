import { join } from 'node:path'
import { loadImage } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { PAGE, pdf, pdfPage } from '../helpers/pdf.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const lease = pdf(
  [pdfPage('Rent is due on the third day.', '', 'Dogs are allowed.'), pdfPage('Cats as well.')],
  { title: 'Lease' },
)

test('a document is viewed page by page, and a span of it has its place on the page', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'lease.pdf': lease })
  await collect(client.library.add({ paths: [folder] }))
  const { documents } = await client.library.list({})
  const view = await client.document.view({ documentId: documents[0]?.documentId ?? 0 })
  const start = view.text.indexOf('Dogs are')
  const boxes = await client.document.boxes({
    versionId: view.versionId,
    start,
    end: start + 'Dogs'.length,
  })
  expect({
    title: view.title,
    text: view.text,
    pages: view.pages.map(({ page, width, height, ...span }) => [
      page,
      width,
      height,
      view.text.slice(span.start, span.end),
    ]),
    hasPageImages: view.hasPageImages,
    boxes: boxes.map(({ page, x, y, width, height }) => ({
      page,
      left: Math.round(x * PAGE.width),
      bottom: Math.round((1 - y - height) * PAGE.height),
      isAWord: width * PAGE.width > 20 && width * PAGE.width < 40,
    })),
  }).toEqual({
    title: 'Lease',
    text: 'Rent is due on the third day.\n\nDogs are allowed.\n\nCats as well.',
    pages: [
      [1, PAGE.width, PAGE.height, 'Rent is due on the third day.\n\nDogs are allowed.'],
      [2, PAGE.width, PAGE.height, 'Cats as well.'],
    ],
    hasPageImages: true,
    boxes: [{ page: 1, left: 72, bottom: 736, isAWord: true }],
  })
})

test('a page is drawn as a picture; one that does not exist is refused', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'lease.pdf': lease })
  await collect(client.library.add({ paths: [folder] }))
  const documentId = (await client.library.list({})).documents[0]?.documentId ?? 0
  const { dataUrl, width, height } = await client.document.pageImage({
    documentId,
    page: 2,
    scale: 2,
  })
  const drawn = await loadImage(Buffer.from(dataUrl.split(',')[1] ?? '', 'base64'))
  expect([width, height, drawn.width, drawn.height]).toEqual([1190, 1684, 1190, 1684])
  await expect(client.document.pageImage({ documentId, page: 3, scale: 1 })).rejects.toThrow(
    '"lease.pdf" has no page 3.',
  )
})

test('an uploaded file is read, drawn and removed like any other, and two of one name stay two', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const upload = async (text: string) =>
    collect(
      client.library.upload({ name: 'lease.pdf', base64: pdf([pdfPage(text)]).toString('base64') }),
    )
  await upload('Rent is due on the third.')
  const again = await upload('Rent is due on the third.')
  await upload('Rent is due on the fifth.')
  const { documents } = await client.library.list({})
  const documentIds = documents.map(({ documentId }) => documentId)
  const image = await client.document.pageImage({
    documentId: documentIds[0] ?? 0,
    page: 1,
    scale: 0.5,
  })
  expect({
    again: again.at(-1),
    titles: documents.map(({ title }) => title),
    image: image.width,
    removed: await client.library.remove({ documentIds }),
    status: await client.library.status(),
  }).toMatchObject({
    again: { unchanged: 1, indexed: 0 },
    titles: ['lease.pdf', 'lease.pdf'],
    image: 298,
    removed: { removed: 2 },
    status: { documents: 0, chunks: 0 },
  })
  await expect(client.document.view({ documentId: documentIds[0] ?? 0 })).rejects.toThrow(
    'There is no document',
  )
})

test('the original is opened with the system; an upload has none to open', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'lease.txt': 'Rent is due.' })
  await collect(client.library.add({ paths: [folder] }))
  await collect(
    client.library.upload({
      name: 'pets.txt',
      base64: Buffer.from('Dogs are allowed.').toString('base64'),
    }),
  )
  const { documents } = await client.library.list({})
  const idOf = (title: string) =>
    documents.find((document) => document.title === title)?.documentId ?? 0
  await client.document.open({ documentId: idOf('lease.txt') })
  expect(library.opened).toEqual([join(folder, 'lease.txt')])
  await expect(client.document.open({ documentId: idOf('pets.txt') })).rejects.toThrow(
    'was added from a browser',
  )
})
