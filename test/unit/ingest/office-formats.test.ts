import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { epub, odf, pptx, shape, slideTable, xlsx } from '../../helpers/office.ts'
import { ppt } from '../../helpers/ppt.ts'
import { readBlocks, readBytes } from '../../helpers/read-bytes.ts'
import { zipOf } from '../../helpers/zip-of.ts'

test('a presentation gives each slide in its order as a page, with its table and notes', async () => {
  const file = pptx(
    [
      shape(['The lease'], 'title') + shape(['Rent', 'Pets'], 'body') + shape(['7'], 'sldNum'),
      slideTable(['Year', 'Rent'], ['2024', '900']),
    ],
    shape(['Say it slowly.'], 'body'),
  )
  const { pages, blocks } = await readBytes('lease.pptx', file)
  expect({
    pages,
    blocks: blocks.map(({ kind, page, text }) => `${page} ${kind}: ${text}`),
  }).toEqual({
    pages: [{ page: 1 }, { page: 2 }],
    blocks: [
      '1 heading: The lease',
      '1 list-item: Rent',
      '1 list-item: Pets',
      '1 paragraph: Say it slowly.',
      '2 table-row: Year: 2024; Rent: 900',
    ],
  })
})

test('numbered paragraphs of a slide have their numbers', async () => {
  const line = (text: string, type: string, more = '', level = 0): string =>
    `<a:p><a:pPr lvl="${level}">${type === '' ? '' : `<a:buAutoNum type="${type}" ${more}/>`}</a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`
  const lines = [
    line('first', 'arabicPeriod'),
    line('inside', 'alphaLcParenR', '', 1),
    line('also', 'alphaLcParenR', '', 1),
    line('second', 'arabicPeriod'),
    line('anew', 'alphaLcParenR', '', 1),
    line('text', ''),
    line('fourth', 'romanUcParenBoth', 'startAt="4"'),
  ]
  const slide = `<p:sp><p:txBody>${lines.join('')}</p:txBody></p:sp>`
  const { blocks } = await readBytes('talk.pptx', pptx([slide]))
  expect(blocks.map(({ text }) => text)).toEqual([
    '1. first',
    'a) inside',
    'b) also',
    '2. second',
    'a) anew',
    'text',
    '(IV) fourth',
  ])
})

test('comments on a slide say who wrote them', async () => {
  const comments =
    '<p:cm authorId="0"><p:text>Really?</p:text></p:cm><p:cm authorId="9"><p:text>Yes.</p:text></p:cm>'
  expect(await readBlocks('talk.pptx', pptx([shape(['Rent'], 'title')], '', comments))).toEqual([
    'heading1: Rent',
    'paragraph: Comment by Ann: Really?',
    'paragraph: Comment: Yes.',
  ])
})

test('headings and items of OpenDocument have the numbers that they show', async () => {
  const level = (name: string, at: number, attributes: string): string =>
    `<text:${name} text:level="${at}" ${attributes}/>`
  const styles =
    `<text:outline-style>${level('outline-level-style', 1, 'style:num-format="1"')}` +
    `${level('outline-level-style', 2, 'style:num-format="1" text:display-levels="2"')}</text:outline-style>` +
    `<text:list-style style:name="L">${level('list-level-style-number', 1, 'style:num-format="a" style:num-prefix="(" style:num-suffix=")"')}` +
    `${level('list-level-style-bullet', 2, '')}</text:list-style>`
  const heading = (at: number, text: string, more = ''): string =>
    `<text:h text:outline-level="${at}" ${more}>${text}</text:h>`
  const item = (text: string, more = ''): string =>
    `<text:list-item><text:p>${text}</text:p>${more}</text:list-item>`
  const list = (more: string, ...items: readonly string[]): string =>
    `<text:list text:style-name="L" ${more}>${items.join('')}</text:list>`
  const body = [
    heading(1, 'Rent'),
    heading(2, 'Due date'),
    heading(1, 'Annex', 'text:is-list-header="true"'),
    heading(1, 'Ends'),
    heading(2, 'Termination'),
    list(
      '',
      item(
        'first',
        '<text:list><text:list-item><text:p>bullet</text:p></text:list-item></text:list>',
      ),
      item('second'),
    ),
    '<text:p>Between.</text:p>',
    list('text:continue-numbering="true"', item('third')),
    list('', item('anew')),
  ]
  expect(
    await readBlocks(
      'lease.odt',
      odf('text', `<office:text>${body.join('')}</office:text>`, styles),
    ),
  ).toEqual([
    'heading1: 1 Rent',
    'heading2: 1.1 Due date',
    'heading1: Annex',
    'heading1: 2 Ends',
    'heading2: 2.1 Termination',
    'list-item: (a) first',
    'list-item: bullet',
    'list-item: (b) second',
    'paragraph: Between.',
    'list-item: (c) third',
    'list-item: (a) anew',
  ])
})

test('headers and footers of OpenDocument come once, without page numbers', async () => {
  const master =
    '<style:master-page><style:header><text:p>Acme GmbH</text:p></style:header><style:footer><text:p>Page <text:page-number>3</text:page-number></text:p>' +
    '<text:p><text:page-number>3</text:page-number></text:p></style:footer></style:master-page>'
  const ofSlides =
    '<style:master-page><draw:frame presentation:class="title"><text:p>Click here</text:p></draw:frame>' +
    '<draw:frame presentation:class="footer"><draw:text-box><text:p>Confidential</text:p></draw:text-box></draw:frame></style:master-page>'
  const talk = odf(
    'presentation',
    '<office:presentation><presentation:footer-decl>Bonn</presentation:footer-decl><draw:page/><draw:page/></office:presentation>',
    ofSlides,
  )
  expect([
    await readBlocks(
      'lease.odt',
      odf('text', '<office:text><text:p>Rent.</text:p></office:text>', master + master),
    ),
    (await readBytes('talk.odp', talk)).blocks,
  ]).toEqual([
    ['paragraph: Rent.', 'paragraph: Acme GmbH', 'paragraph: Page'],
    [
      { kind: 'paragraph', text: 'Confidential', page: 1 },
      { kind: 'paragraph', text: 'Bonn', page: 1 },
    ],
  ])
})

test('a workbook gives its rows under their headers, values as they are shown', async () => {
  const rows = [
    '<row r="1"><c r="B1" t="s"><v>0</v></c></row>',
    '<row r="2"><c r="B2" t="inlineStr"><is><t>Due</t></is></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c></row>',
    '<row r="3"><c r="B3" s="1"><v>45660</v></c><c r="C3"><v>900.1</v></c><c r="D3" s="2"><v>0.07</v></c></row>',
    '<row r="9"><c r="A9" t="b"><v>1</v></c></row>',
  ]
  const file = xlsx({ Rents: rows.join(''), Empty: '' }, ['Rent of 2025', 'Rent', 'Share'])
  expect(await readBlocks('rents.xlsx', file)).toEqual([
    'heading1: Rents',
    'paragraph: Rent of 2025',
    'table-row: Due: 2025-01-03; Rent: 900.1; Share: 7%',
    'paragraph: TRUE',
  ])
})

test('an old workbook is read like a new one', async () => {
  const book = utils.book_new()
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['Year', 'Rent'],
      [2024, 900],
    ]),
    'Rents',
  )
  const file: unknown = write(book, { type: 'buffer', bookType: 'biff8' })
  expect(await readBlocks('rents.xls', new Uint8Array(file as Buffer))).toEqual([
    'heading1: Rents',
    'table-row: Year: 2024; Rent: 900',
  ])
})

test('an old presentation gives each slide as it was last saved, with its table and its notes', async () => {
  const file = ppt(
    [
      { title: 'The lease', lines: ['Rent €', 'Pets'], notes: 'Say it slowly.' },
      {
        title: 'Rents',
        table: [
          ['Year', 'Rent'],
          ['2024', '900'],
          ['2025', ''],
        ],
      },
    ],
    { title: 'An older title', lines: ['Rent in marks'] },
  )
  expect((await readBytes('lease.ppt', file)).blocks).toEqual([
    { kind: 'heading', level: 1, text: 'The lease', page: 1 },
    { kind: 'list-item', text: 'Rent €', page: 1 },
    { kind: 'list-item', text: 'Pets', page: 1 },
    { kind: 'paragraph', text: 'Say it slowly.', page: 1 },
    { kind: 'heading', level: 1, text: 'Rents', page: 2 },
    { kind: 'table-row', text: 'Year: 2024; Rent: 900', page: 2 },
    { kind: 'table-row', text: 'Year: 2025', page: 2 },
  ])
})

test('an old presentation whose table of places is lost still gives its slides', async () => {
  const file = ppt([{ title: 'The lease', lines: ['Rent', 'Pets'] }], undefined, {
    hasPlaces: false,
  })
  expect(await readBlocks('lease.ppt', file)).toEqual([
    'heading1: The lease',
    'list-item: Rent',
    'list-item: Pets',
  ])
})

test('an OpenDocument text gives headings, lists, tables and notes, and no deleted text', async () => {
  const file = odf(
    'text',
    `<office:text><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
    <text:h text:outline-level="2">Rent</text:h>
    <text:p>Due on<text:s text:c="2"/>the <text:span>third</text:span>.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Or the fourth.</text:p></text:note-body></text:note></text:p>
    <text:list><text:list-item><text:p>Pets</text:p></text:list-item></text:list>
    <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell><text:p>Rent</text:p></table:table-cell></table:table-row></table:table-header-rows>
    <table:table-row><table:table-cell><text:p>2024</text:p></table:table-cell><table:table-cell><text:p>900</text:p></table:table-cell></table:table-row></table:table></office:text>`,
  )
  expect(await readBlocks('lease.odt', file)).toEqual([
    'heading2: Rent',
    'paragraph: Due on  the third.',
    'paragraph: Or the fourth.',
    'list-item: Pets',
    'table-row: Year: 2024; Rent: 900',
  ])
})

test('sheets and slides of OpenDocument are pages', async () => {
  const cells = (...texts: readonly string[]): string =>
    `<table:table-row>${texts.map((text) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`).join('')}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>`
  const sheet = odf(
    'spreadsheet',
    `<office:spreadsheet><table:table table:name="Rents">${cells('Year', 'Rent')}${cells('2024', '900')}</table:table></office:spreadsheet>`,
  )
  const slides = odf(
    'presentation',
    '<office:presentation><draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>The lease</text:p></draw:text-box></draw:frame><presentation:notes><text:p>Slowly.</text:p></presentation:notes></draw:page></office:presentation>',
  )
  expect([await readBlocks('rents.ods', sheet), await readBlocks('lease.odp', slides)]).toEqual([
    ['heading1: Rents', 'table-row: Year: 2024; Rent: 900'],
    ['heading1: The lease', 'paragraph: Slowly.'],
  ])
})

test('a locked OpenDocument file is told as locked', async () => {
  const locked = zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': 'x',
    'META-INF/manifest.xml':
      '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
  })
  await expect(readBytes('lease.odt', locked)).rejects.toMatchObject({ code: 'password-protected' })
})

test('a book gives its chapters in reading order, with its own title', async () => {
  const file = epub(['<h1>One<a id="x"/></h1><p>First.</p>', '<h1>Two</h1><p>Second.</p>'])
  const { title, language, blocks } = await readBytes('lease.epub', file)
  expect({ title, language, blocks: blocks.map(({ text }) => text) }).toEqual({
    title: 'The lease',
    language: 'en',
    blocks: ['One', 'First.', 'Two', 'Second.'],
  })
})

test('rich text gives headings, rows and every script, and nothing that is hidden or embedded', async () => {
  const source = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset128 MS Mincho;}{\f2\fcharset204 Arial;}}
{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\info{\title The lease}{\author nobody}}
\pard\s1 Rent\par\pard Due {\v hidden }on the \u8222?third\u8220\'94.{\*\unknown gone}{\pict 00ff}\par
{\f1 \'93\'fa\'96\'7b} {\f2 \'c4\'e0}\par
\trowd\intbl Year\cell 900\cell\row\pard {\field{\*\fldinst HYPERLINK "x"}{\fldrslt here}}\par}`
  const { title, blocks } = await readBytes('lease.rtf', source)
  expect({ title, blocks: blocks.map(({ kind, text }) => `${kind}: ${text}`) }).toEqual({
    title: 'The lease',
    blocks: [
      'heading: Rent',
      'paragraph: Due on the „third“.',
      'paragraph: 日本 Да',
      'table-row: Year | 900',
      'paragraph: here',
    ],
  })
})
