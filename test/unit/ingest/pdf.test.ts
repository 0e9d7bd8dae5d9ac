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

const row = (y: number, ...cells: readonly string[]) =>
  cells.flatMap((text, column) => (text === '' ? [] : [{ text, x: 72 + column * 150, y }]))

test('columns of a table stay apart, each cell under its name', async () => {
  const texts = [
    ...row(700, 'Year', 'Rent', 'Heating'),
    ...row(684, '2024', '900', '80'),
    ...row(668, '2025', '930', '85'),
  ]
  const file = pdf([{ texts }])
  const { blocks } = await readBytes('rent.pdf', file)
  const [, second] = blocks
  expect([
    await readBlocks('rent.pdf', file),
    second?.runs?.map(({ start, end }) => second.text.slice(start, end)),
  ]).toEqual([
    [
      'table-row: Year | Rent | Heating',
      'table-row: Year: 2024; Rent: 900; Heating: 80',
      'table-row: Year: 2025; Rent: 930; Heating: 85',
    ],
    ['2024', '900', '80'],
  ])
})

test('a balance keeps years under periods, headings between rows, and signs with their numbers', async () => {
  const texts = [
    { text: 'Three months', x: 240, y: 720 },
    { text: 'Six months', x: 390, y: 720 },
    ...row(704, '(in millions)', '2025', '2026'),
    { text: 'Sales', x: 72, y: 688 },
    { text: '$', x: 200, y: 688 },
    { text: '3,642', x: 222, y: 688 },
    { text: '$', x: 300, y: 688 },
    { text: '3,507', x: 372, y: 688 },
    { text: 'Costs', x: 72, y: 672 },
    ...row(656, 'Wages', '(29)', '(28)'),
    ...row(640, 'Rent', '9', ''),
  ]
  expect(await readBlocks('balance.pdf', pdf([{ texts }]))).toEqual([
    'table-row: Three months | Six months',
    'table-row: (in millions) | 2025 | 2026',
    'table-row: Sales; Three months 2025: $ 3,642; Six months 2026: $ 3,507',
    'paragraph: Costs',
    'table-row: Wages; Three months 2025: (29); Six months 2026: (28)',
    'table-row: Rent; Three months 2025: 9',
  ])
})

test('a cell that goes on in the next line stays one cell', async () => {
  const texts = [
    ...row(700, '4.1', 'Rent is due on the third of'),
    ...row(688, '', 'each month.'),
    ...row(664, '4.2', 'Dogs are allowed if they are'),
    ...row(652, '', 'quiet.'),
    ...row(628, '4.3', 'Heating.'),
    { text: 'Signed in Bonn.', x: 72, y: 580 },
  ]
  expect(await readBlocks('lease.pdf', pdf([{ texts }]))).toEqual([
    'table-row: 4.1 | Rent is due on the third of each month.',
    'table-row: 4.2 | Dogs are allowed if they are quiet.',
    'table-row: 4.3 | Heating.',
    'paragraph: Signed in Bonn.',
  ])
})

test('columns are read one after the other, though the file draws them line by line', async () => {
  const left = [
    'Rent is due on the third day of',
    'each month, to be transferred',
    'to the account that is named',
    'below. Dogs are allowed, and',
    'cats as well, as long as they',
    'are quiet.',
  ]
  const right = [
    'Heating is on from October to',
    'the end of April of each year,',
    'unless the tenants agree that',
    'it is warm. Windows are to be',
    'cleaned in May by the tenant',
    'who lives there.',
  ]
  const texts = left.flatMap((text, index) => [
    { text, x: 72, y: 700 - index * 14 },
    { text: right[index] ?? '', x: 320, y: 700 - index * 14 },
  ])
  const file = pdf([{ texts: [{ text: 'House rules', x: 72, y: 740, size: 20 }, ...texts] }])
  expect(await readBlocks('rules.pdf', file)).toEqual([
    'heading1: House rules',
    `paragraph: ${left.join(' ')}`,
    `paragraph: ${right.join(' ')}`,
  ])
})

test('lines of a table of contents stay apart', async () => {
  const file = pdf([
    pdfPage('1 Rent . . . . . . . . 4', '2 Pets . . . . . . . . 5', 'Rent is due.'),
  ])
  expect(await readBlocks('lease.pdf', file)).toEqual([
    'paragraph: 1 Rent . . . . . . . . 4',
    'paragraph: 2 Pets . . . . . . . . 5',
    'paragraph: Rent is due.',
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

test('what was typed and ticked in a form and remarked on the page is read, what is hidden is not', async () => {
  const page = pdfPage('Rent is due on the third day of each month.')
  const annotations = [
    '/Subtype /Widget /FT /Tx /T (form1[0].f_01[0]) /TU (Name of the tenant) /V (Ann Meyer) /Rect [72 700 200 715]',
    '/Subtype /Widget /FT /Tx /T (form1[0].f_02[0]) /V (Bonn) /Rect [72 680 200 695]',
    '/Subtype /Widget /FT /Ch /T (Colour) /V (red) /Opt [(red) (blue)] /Rect [72 660 200 675]',
    '/Subtype /Widget /FT /Btn /T (a) /TU (Pets) /V /Yes /AS /Yes /AP << /N << /Yes null /Off null >> >> /Rect [72 640 82 650]',
    '/Subtype /Widget /FT /Btn /T (b) /TU (Smoking) /V /Off /AS /Off /AP << /N << /Yes null /Off null >> >> /Rect [72 620 82 630]',
    '/Subtype /Widget /FT /Tx /T (Code) /V (1234) /F 2 /Rect [72 600 200 615]',
    '/Subtype /FreeText /Contents (Paid in cash) /Rect [72 580 200 595]',
    '/Subtype /Highlight /T (Ann) /Contents (Really?) /QuadPoints [72 770 200 770 72 780 200 780] /Rect [72 770 200 780]',
    '/Subtype /Popup /Contents (Really?) /Rect [300 770 400 780]',
  ]
  expect(await readBlocks('form.pdf', pdf([{ ...page, annotations }]))).toEqual([
    'paragraph: Rent is due on the third day of each month.',
    'paragraph: Comment by Ann: Really?',
    'paragraph: Name of the tenant: Ann Meyer',
    'paragraph: Bonn',
    'paragraph: Colour: red',
    'paragraph: ☑ Pets',
    'paragraph: Paid in cash',
  ])
})

test('bookmarks tell which lines are headings', async () => {
  const page = pdfPage(
    '2. Pets and guests',
    '',
    'Dogs are allowed, and so are guests of the tenant.',
  )
  expect(await readBlocks('lease.pdf', pdf([page], { bookmarks: ['Pets and guests'] }))).toEqual([
    'heading1: 2. Pets and guests',
    'paragraph: Dogs are allowed, and so are guests of the tenant.',
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
