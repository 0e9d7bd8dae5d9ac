import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { docx, paragraph } from '../helpers/docx.ts'
import { openTestEngine, type TestEngine } from '../helpers/open-test-engine.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const REPORT = [
  'The pump station in Norwood was inspected on 12 March by two engineers of the water board.',
  'They found that the main valve closes slowly and that the seal of the second pump is worn.',
  'Both parts are to be replaced before the end of June, at a cost of about 4,800 euros.',
]

async function hitsFor(engine: TestEngine, query: string) {
  const { hits } = await engine.client.search.passages({ query })
  return hits.map(({ path, alsoIn = [] }) => ({
    name: basename(path),
    also: alsoIn.map(({ differs, ...place }) => ({ name: basename(place.path), differs })),
  }))
}

test('a report in two formats and its later version are one passage, which tells what changed', async () => {
  await using engine = await openTestEngine()
  const later = REPORT.map((line) => line.replace('4,800', '5,200'))
  const folder = await writeFolder({
    'a-report.pdf': pdf([pdfPage(...REPORT)]),
    'b-report.docx': docx(paragraph(REPORT.join(' '))),
    'c-report-2.docx': docx(paragraph(later.join(' '))),
    'garden.txt': 'The garden gate is locked at ten in the evening.',
  })
  await collect(await engine.client.library.add({ paths: [folder] }))
  const [first, second] = await hitsFor(engine, 'Which parts of the pump station are worn?')
  const names = [first, ...(first?.also ?? [])].map((place) => place?.name)
  expect(names.toSorted()).toEqual(['a-report.pdf', 'b-report.docx', 'c-report-2.docx'])
  expect(JSON.stringify(first)).toMatch(/4,800.*5,200|5,200.*4,800/)
  expect(second).toEqual({ name: 'garden.txt', also: [] })
})

test('how an answer was found names the other version with what is different there', async () => {
  await using engine = await openTestEngine()
  const { client } = engine
  const lease = (rent: string): string =>
    `The flat on the second floor of the house in Mill Lane is let to the tenant for an unlimited time. The rent of the flat is ${rent}
     euros a month. It is due on the third day of each month, and is paid into the account of the landlord.`
  const folder = await writeFolder({
    'lease-2023.txt': lease('900'),
    'lease-2024.txt': lease('950'),
  })
  await collect(await client.library.add({ paths: [folder] }))
  const events = await collect(
    await client.answer.ask({ question: 'How much is the rent of the flat?' }),
  )
  const done = events.find((event) => event.kind === 'answer')
  const traceId = done?.kind === 'answer' ? done.answer.traceId : ''
  const { passages } = await client.answer.explain({ traceId })
  const shown = passages.map(({ path, alsoIn }) => [
    basename(path),
    alsoIn.map(({ differs, ...place }) => [basename(place.path), differs]),
  ])
  expect(shown).toEqual([
    ['lease-2024.txt', [['lease-2023.txt', { here: ['950'], there: ['900'] }]]],
  ])
  const other = passages[0]?.alsoIn[0]
  await client.library.remove({ documentIds: [other?.documentId ?? 0] })
  const after = await client.answer.explain({ traceId })
  expect(after.passages.map(({ alsoIn }) => alsoIn)).toEqual([[]])
})
