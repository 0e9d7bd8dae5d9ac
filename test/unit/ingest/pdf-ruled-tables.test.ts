import { expect, test } from 'vitest'
import { pdf, pdfPage, type PdfText } from '../../helpers/pdf.ts'
import { readBytes } from '../../helpers/read-bytes.ts'

/** Rules from 60 to 500 points, at these heights and these places across. */
function ruled(ys: readonly number[], xs: readonly number[]): string {
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)]
  const across = ys.map((y) => `60 ${y} m 500 ${y} l S`)
  return [...across, ...xs.map((x) => `${x} ${bottom} m ${x} ${top} l S`)].join(' ')
}

/** Lines below each other in a cell. */
const cell = (x: number, y: number, ...lines: readonly string[]): PdfText[] =>
  lines.map((text, index) => ({ text, x, y: y - index * 13 }))

async function textsOf(texts: readonly PdfText[], beneath: string): Promise<string[]> {
  const { blocks } = await readBytes('lease.pdf', pdf([{ texts, beneath }]), { ocr: 'off' })
  return blocks.map(({ kind, text }) => `${kind}: ${text}`)
}

const HEAD: readonly PdfText[] = [
  { text: 'Duty', x: 66, y: 735, isBold: true },
  { text: 'Who', x: 266, y: 735, isBold: true },
]

test('rows between ruled lines are rows, whatever the order and the wrapping of their cells', async () => {
  const texts = [
    ...HEAD,
    ...cell(66, 710, 'Repairs of the roof and', 'of the outer walls'),
    ...cell(66, 670, 'Cleaning'),
    ...cell(266, 710, 'Landlord'),
    ...cell(266, 670, 'Tenant, every week, and', 'before moving out'),
    { text: 'Signed on the third of May.', x: 66, y: 600 },
  ]
  expect(await textsOf(texts, ruled([750, 725, 685, 645], [60, 260, 500]))).toEqual([
    'table-row: Duty | Who',
    'table-row: Duty: Repairs of the roof and of the outer walls; Who: Landlord',
    'table-row: Duty: Cleaning; Who: Tenant, every week, and before moving out',
    'paragraph: Signed on the third of May.',
  ])
})

test('a cell over several columns stays whole, and outer lines may be missing', async () => {
  const texts = [
    ...cell(66, 735, 'Rent of the year that is to come'),
    ...cell(66, 710, 'Flat two'),
    ...cell(266, 710, '900'),
    ...cell(66, 685, 'Flat three'),
    ...cell(266, 685, '950'),
  ]
  const beneath = `${ruled([725, 700, 675], [])} 260 675 m 260 725 l S`
  expect((await textsOf(texts, beneath)).slice(1)).toEqual([
    'table-row: Flat two | 900',
    'table-row: Flat three | 950',
  ])
})

test('boxes that only arrange a page are no table', async () => {
  const column = (x: number): PdfText[] =>
    cell(x, 735, ...Array.from({ length: 14 }, (_, at) => `A line of prose, number ${at + 1},`))
  const blocks = await textsOf(
    [...column(66), ...column(286)],
    ruled([750, 650, 540], [60, 280, 500]),
  )
  expect(blocks.filter((block) => block.startsWith('table-row'))).toEqual([])
})

test('rows that no line parts are left to their alignment', async () => {
  const rows = ['Cash', 'Debts', 'Goods'].flatMap((name, index) => [
    { text: name, x: 66, y: 705 - index * 14 },
    { text: `${index + 1}00`, x: 266, y: 705 - index * 14 },
  ])
  const texts = [{ text: 'Item', x: 66, y: 735 }, { text: '2025', x: 266, y: 735 }, ...rows]
  expect(await textsOf(texts, ruled([750, 725, 660], [60, 260, 500]))).toEqual([
    'table-row: Item | 2025',
    'table-row: Item: Cash; 2025: 100',
    'table-row: Item: Debts; 2025: 200',
    'table-row: Item: Goods; 2025: 300',
  ])
})

test('columns within a ruled one are left to their alignment', async () => {
  const rows = ['Cash', 'Debts', 'Goods'].flatMap((name, index) => [
    { text: name, x: 66, y: 710 - index * 25 },
    { text: `${index + 1}00`, x: 266, y: 710 - index * 25 },
    { text: `${index + 4}00`, x: 366, y: 710 - index * 25 },
  ])
  const names = ['Item', '2024', '2025'].map((text, at) => ({ text, x: [66, 266, 366][at] ?? 0 }))
  const texts = [...names.map((name) => ({ ...name, y: 735 })), ...rows]
  expect(await textsOf(texts, ruled([750, 725, 700, 675, 650], [60, 260, 500]))).toEqual([
    'table-row: Item | 2024 | 2025',
    'table-row: Item: Cash; 2024: 100; 2025: 400',
    'table-row: Item: Debts; 2024: 200; 2025: 500',
    'table-row: Item: Goods; 2024: 300; 2025: 600',
  ])
})

test('thirty thousand lines of a drawing cost no table and no time', async () => {
  const lines = Array.from({ length: 30_000 }, (_, at) => `${at % 500} 10 m ${at % 500} 700 l S`)
  const { beneath, texts } = { ...pdfPage('Rent is due.'), beneath: lines.join(' ') }
  expect(await textsOf(texts, beneath)).toEqual(['paragraph: Rent is due.'])
})
