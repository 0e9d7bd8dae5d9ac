import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
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
      'lease.pdf indexed',
      'notes/pets.md indexed',
      'notes/pets.txt indexed',
      'old.zip!/heating.txt indexed',
      'program.bin unsupported-format',
    ],
    again: [
      'lease.pdf unchanged',
      'notes/pets.md unchanged',
      'notes/pets.txt unchanged',
      'old.zip!/heating.txt unchanged',
      'program.bin unsupported-format',
    ],
    found: [join(folder, 'home.zip'), 'lease.pdf', rent],
    picture: 'data:image/png;base64,',
  })
})
