import { expect, test } from 'vitest'
import { readBlocks, readBytes } from '../../helpers/read-bytes.ts'

test('wrapped prose becomes whole sentences; headings, lists and code keep their lines', async () => {
  const text = [
    'HOUSE RULES',
    '',
    'The rent is due on the third day of each month, and is paid to the account that',
    'the landlord names in the annex.',
    '',
    '- no noise after ten,',
    '  on Sundays none at all',
    '- no bicycles in the hall',
    '',
    'Pets',
    '----',
    'Dogs are allowed.',
    '',
    'if (rent) {',
    '  pay();',
    '}',
  ].join('\r\n')
  expect(await readBlocks('rules.txt', text)).toEqual([
    'heading2: HOUSE RULES',
    'paragraph: The rent is due on the third day of each month, and is paid to the account that the landlord names in the annex.',
    'list-item: - no noise after ten, on Sundays none at all',
    'list-item: - no bicycles in the hall',
    'heading2: Pets',
    'paragraph: Dogs are allowed.',
    'code: if (rent) {\n  pay();\n}',
  ])
})

const encodings: readonly [string, Uint8Array][] = [
  ['UTF-8', Buffer.from('Die Miete beträgt 900 € für große Wohnungen.')],
  ['UTF-8 with a mark', Buffer.from('\ufeffDie Miete beträgt 900 € für große Wohnungen.')],
  ['UTF-16', Buffer.from('\ufeffDie Miete beträgt 900 € für große Wohnungen.', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('Die Miete beträgt 900 € für große Wohnungen.', 'utf16le')],
  ['Windows-1252', Buffer.from('Die Miete beträgt 900 \x80 für große Wohnungen.', 'latin1')],
]
test.each(encodings)('text in %s is read as written', async (_, bytes) => {
  expect(await readBlocks('miete.txt', bytes)).toEqual([
    'paragraph: Die Miete beträgt 900 € für große Wohnungen.',
  ])
})

test('Markdown gives headings, paragraphs, items, rows and code; front matter only the title', async () => {
  const text = [
    '---\ntitle: "The lease"\ntags: [home]\n---',
    '# Rent\n\nDue on the **third** of\neach [month](https://example.org).',
    '- one\n- two\n  - three',
    '| Year | Rent |\n|---|---|\n| 2024 | 900 |\n| 2025 | |',
    '```\npay()\n```',
    '<p>Raw <b>HTML</b></p>',
  ].join('\n\n')
  const { title, blocks } = await readBytes('lease.md', text)
  expect({ title, blocks: blocks.map(({ kind, text: found }) => `${kind}: ${found}`) }).toEqual({
    title: 'The lease',
    blocks: [
      'heading: Rent',
      'paragraph: Due on the third of each month.',
      'list-item: one',
      'list-item: two',
      'list-item: three',
      'table-row: Year: 2024; Rent: 900',
      'table-row: Year: 2025',
      'code: pay()',
      'paragraph: Raw HTML',
    ],
  })
})

test('HTML gives what a reader of the page sees', async () => {
  const page = `<!doctype html><html lang="en"><head><title>A lease</title><style>p { color: red }</style></head>
    <body><script>alert('no')</script><nav hidden>Menu</nav><h1>Rent</h1>Due on<br>the <b>third</b>.
    <div style="display: none">secret</div><ul><li>one<ul><li>two</li></ul></li></ul>
    <pre>pay(
      900)</pre><table><tr><td>only layout</td></tr></table><template>no</template></body></html>`
  const { title, language, blocks } = await readBytes('lease.html', page)
  expect({ title, language, blocks: blocks.map(({ kind, text }) => `${kind}: ${text}`) }).toEqual({
    title: 'A lease',
    language: 'en',
    blocks: [
      'heading: Rent',
      'paragraph: Due on the third.',
      'list-item: one',
      'list-item: two',
      'code: pay(\n      900)',
      'paragraph: only layout',
    ],
  })
})

test('merged cells of a table stand under their own headers', async () => {
  const table = `<table><thead><tr><th rowspan=2>Year<th colspan=2>Rent</tr><tr><th>Summer<th>Winter</tr></thead>
    <tr><td rowspan=2>2024<td>900<td>900</tr><tr><td>910<td>920</tr><tr><td colspan=2>2025<td>930</tr></table>`
  expect(await readBlocks('rent.html', table)).toEqual([
    'table-row: Year: 2024; Rent Summer: 900; Rent Winter: 900',
    'table-row: Year: 2024; Rent Summer: 910; Rent Winter: 920',
    'table-row: Year: 2025; Rent Winter: 930',
  ])
})

test.each([
  ['rent.csv', 'Year,Rent,Note\n2024,900,"with heating, and\nwater"\n2025,,\n'],
  ['rent.csv', 'Year;Rent;Note\n2024;900;"with heating, and\nwater"\n2025;;\n'],
  ['rent.tsv', 'Year\tRent\tNote\n2024\t900\twith heating, and water\n2025\t\t\n'],
])('each row of a table is read under its headers (%s %#)', async (name, content) => {
  expect(await readBlocks(name, content)).toEqual([
    'table-row: Year: 2024; Rent: 900; Note: with heating, and water',
    'table-row: Year: 2025',
  ])
})

test('a table of numbers has no header', async () => {
  expect(await readBlocks('numbers.csv', '1,2\n3,4\n')).toEqual([
    'table-row: 1 | 2',
    'table-row: 3 | 4',
  ])
})

test('items of numbered lists have the numbers that browsers show', async () => {
  const page = `<ol><li><p>one</p><p>more</p><ol type="a" start="3"><li>c<li>d</ol><li value="7">seven<li>eight</ol>
    <ol reversed><li>two<li>one</ol><ul><li>bullet</ul><input type="checkbox" checked> yes <input type="hidden" value="secret">`
  expect(await readBlocks('page.html', page)).toEqual([
    'list-item: 1. one',
    'list-item: more',
    'list-item: c. c',
    'list-item: d. d',
    'list-item: 7. seven',
    'list-item: 8. eight',
    'list-item: 2. two',
    'list-item: 1. one',
    'list-item: bullet',
    'paragraph: ☑ yes',
  ])
})
