import { expect, test } from 'vitest'
import { PAGE, pdf, pdfPage } from '../../helpers/pdf.ts'
import { readBlocks, readBytes } from '../../helpers/read-bytes.ts'

test('lines become paragraphs, large ones headings, and cut words are whole again', async () => {
  const file = pdf(
    [
      pdfPage(
        '# The lease',
        '',
        'Rent is due on the third day of each month, to be transferred to the ac-',
        'count that the landlord names. It is paid in a well-',
        'known currency.',
        '',
        'Dogs are allowed in well-known cases.',
        '\x95 cats as well',
        '\x95 birds',
      ),
    ],
    { title: 'A lease' },
  )
  const { title, pages, blocks } = await readBytes('lease.pdf', file)
  expect({
    title,
    pages,
    blocks: blocks.map(({ kind, page, text }) => [kind, page, text]),
  }).toEqual({
    title: 'A lease',
    pages: [{ page: 1, ...PAGE }],
    blocks: [
      ['heading', 1, 'The lease'],
      [
        'paragraph',
        1,
        'Rent is due on the third day of each month, to be transferred to the account that the landlord names. It is paid in a well-known currency.',
      ],
      ['paragraph', 1, 'Dogs are allowed in well-known cases.'],
      ['list-item', 1, '\u2022 cats as well'],
      ['list-item', 1, '\u2022 birds'],
    ],
  })
})

test('every run says where its words stand, on a turned page as well', async () => {
  const texts = [{ text: 'Rent', x: 72, y: 742, size: 20 }]
  const { blocks } = await readBytes('lease.pdf', pdf([{ texts }, { texts, rotate: 90 }]), {
    ocr: 'off',
  })
  const boxes = blocks.map(({ page, runs = [] }) => {
    const [run] = runs
    return { page, text: [run?.start, run?.end], x: run?.x.toFixed(2), y: run?.y.toFixed(2) }
  })
  // 72 of 595 points from the left, the letters' top 85 of 842 from the top; turned, the left is the bottom.
  expect(boxes).toEqual([
    { page: 1, text: [0, 4], x: '0.12', y: '0.10' },
    { page: 2, text: [0, 4], x: '0.88', y: '0.12' },
  ])
})

test('columns of a table stay apart', async () => {
  const row = (y: number, ...cells: readonly string[]) =>
    cells.map((text, column) => ({ text, x: 72 + column * 150, y }))
  const texts = [
    ...row(700, 'Year', 'Rent', 'Heating'),
    ...row(684, '2024', '900', '80'),
    ...row(668, '2025', '930', '85'),
  ]
  expect(await readBlocks('rent.pdf', pdf([{ texts }]))).toEqual([
    'table-row: Year | Rent | Heating',
    'table-row: 2024 | 900 | 80',
    'table-row: 2025 | 930 | 85',
  ])
})

test('page numbers go, and a running head stays where it stands first', async () => {
  const page = (number: number) => ({
    texts: [
      { text: 'Lease of the garden house', x: 72, y: 810 },
      { text: `Clause ${number} says that the rent is due.`, x: 72, y: 600 },
      { text: `Page ${number} of 3`, x: 280, y: 30 },
    ],
  })
  expect(await readBlocks('lease.pdf', pdf([page(1), page(2), page(3)]))).toEqual([
    'paragraph: Lease of the garden house',
    'paragraph: Clause 1 says that the rent is due.',
    'paragraph: Clause 2 says that the rent is due.',
    'paragraph: Clause 3 says that the rent is due.',
  ])
})

test('a locked PDF is refused by name', async () => {
  const file = pdf([pdfPage('Rent is due on the third.')], { password: 'secret' })
  await expect(readBytes('lease.pdf', file)).rejects.toMatchObject({
    code: 'password-protected',
    message: '"lease.pdf" is protected by a password.',
  })
})

test('a PDF without pages of text is empty, not an error', async () => {
  expect(await readBytes('blank.pdf', pdf([{ texts: [] }]))).toMatchObject({
    pages: [{ page: 1 }],
    blocks: [],
  })
})
