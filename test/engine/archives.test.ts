import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { eml } from '../helpers/eml.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { tarOf } from '../helpers/tar-of.ts'
import { writeFolder } from '../helpers/write-folder.ts'
import { zipOf } from '../helpers/zip-of.ts'

const rent = 'Rent is due on the third day of each month.'

test('each file in an archive is a document of its own, found, shown and forgotten with its file', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const archive = zipOf({
    '../../lease.pdf': pdf([pdfPage(rent)]),
    'notes/pets.txt': 'Dogs are allowed.',
    'notes/pets.md': 'Dogs are allowed.',
    'old.zip': zipOf({ 'heating.txt': 'Heating is on from October.' }),
    'letters.tar.gz': gzipSync(tarOf({ 'windows.txt': 'Windows are cleaned in May.' })),
    'broken.zip': zipOf({ 'garden.txt': 'The garden is shared.' }).slice(0, 60),
    'program.bin': Buffer.from('7f454c4602010100', 'hex'),
    '.secret/key.txt': 'never read',
    '__MACOSX/notes/._pets.txt': 'never read',
  })
  const folder = await writeFolder({ 'home.zip': archive })
  const add = async (): Promise<string[]> =>
    (await collect(client.library.add({ paths: [folder] }))).flatMap((event) =>
      event.kind === 'document'
        ? [`${event.externalId ?? ''} ${event.failure?.code ?? event.status}`]
        : [],
    )
  const first = await add()
  const { hits } = await client.search.passages({ query: 'When is the rent due?' })
  const [passage] = hits
  const picture = await client.document.pageImage({
    documentId: passage?.documentId ?? 0,
    page: 1,
    scale: 1,
  })
  expect({
    first: first.sort(),
    again: (await add()).sort(),
    found: [passage?.path, passage?.externalId, passage?.text],
    picture: picture.dataUrl.slice(0, 22),
  }).toEqual({
    first: [
      'broken.zip damaged',
      'lease.pdf indexed',
      'letters.tar.gz!/windows.txt indexed',
      'notes/pets.md indexed',
      'notes/pets.txt indexed',
      'old.zip!/heating.txt indexed',
      'program.bin unsupported-format',
    ],
    again: [
      'broken.zip damaged',
      'lease.pdf unchanged',
      'letters.tar.gz!/windows.txt unchanged',
      'notes/pets.md unchanged',
      'notes/pets.txt unchanged',
      'old.zip!/heating.txt unchanged',
      'program.bin unsupported-format',
    ],
    found: [join(folder, 'home.zip'), 'lease.pdf', rent],
    picture: 'data:image/png;base64,',
  })
})

test('what is attached to mails is found, shown at its page, and forgotten when its mail is gone', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const mail = (id: string, attachment: Uint8Array): string =>
    `From a Mon Feb  3 10:00:00 2025\n${eml(
      { From: 'Ann <ann@example.org>', Subject: `Mail ${id}`, 'Message-ID': `<${id}@example.org>` },
      `Here is number ${id}.`,
      { 'lease.pdf': attachment },
    )}\n`
  const first = mail('1', pdf([pdfPage('Heating is on from October.')]))
  const second = mail('2', pdf([pdfPage(rent)]))
  const folder = await writeFolder({ 'box.mbox': first + second })
  const add = async (): Promise<string[]> =>
    (await collect(client.library.add({ paths: [folder] }))).flatMap((event) =>
      event.kind === 'document' ? [`${event.externalId} ${event.status}`] : [],
    )
  const added = await add()
  const { hits } = await client.search.passages({ query: 'When is the rent due?' })
  const [passage] = hits
  const picture = await client.document.pageImage({
    documentId: passage?.documentId ?? 0,
    page: 1,
    scale: 1,
  })
  await writeFile(join(folder, 'box.mbox'), second)
  const again = await add()
  const { documents } = await client.library.list({})
  expect({
    added: added.sort(),
    found: [passage?.externalId, passage?.page, passage?.text],
    picture: picture.dataUrl.slice(0, 22),
    again: again.sort(),
    left: documents.map(({ title, externalId }) => `${externalId} ${title}`).sort(),
  }).toEqual({
    added: [
      '1@example.org.eml indexed',
      '1@example.org.eml!/lease.pdf indexed',
      '2@example.org.eml indexed',
      '2@example.org.eml!/lease.pdf indexed',
    ],
    found: ['2@example.org.eml!/lease.pdf', 1, rent],
    picture: 'data:image/png;base64,',
    again: ['2@example.org.eml unchanged', '2@example.org.eml!/lease.pdf unchanged'],
    left: ['2@example.org.eml Mail 2', '2@example.org.eml!/lease.pdf 2@example.org.eml!/lease.pdf'],
  })
})
