import { expect, test } from 'vitest'
import { countedAs } from '../../../src/main/ingest/readers/number-formats.ts'
import { docxWith, paragraph } from '../../helpers/docx.ts'
import { readBlocks } from '../../helpers/read-bytes.ts'

const level = (at: number, format: string, pattern: string, more = ''): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${pattern}"/></w:lvl>`
const kind = (id: number, ...levels: readonly string[]): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`
const num = (id: number, kindId: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${kindId}"/>${more}</w:num>`
const numbered = (numId: number, at: number, text: string): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${numId}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
const heading = (id: string, name: string, more: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`

test('headings have the numbers that their style gives them', async () => {
  const numbering =
    kind(
      7,
      level(0, 'decimal', '%1.', '<w:pStyle w:val="Heading1"/>'),
      level(1, 'decimal', '%1.%2', '<w:pStyle w:val="Heading2"/>'),
    ) + num(1, 7)
  const styles =
    heading('Heading1', 'heading 1', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
    heading(
      'Heading2',
      'heading 2',
      '<w:basedOn w:val="Heading1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>',
    )
  const file = docxWith(
    { numbering, styles },
    paragraph('Rent', 'Heading1'),
    paragraph('Due date', 'Heading2'),
    paragraph('Ends', 'Heading1'),
    paragraph('Notice', 'Heading2'),
    paragraph('Termination &lt;for cause', 'Heading2'),
  )
  expect(await readBlocks('lease.docx', file)).toEqual([
    'heading1: 1. Rent',
    'heading2: 1.1 Due date',
    'heading1: 2. Ends',
    'heading2: 2.1 Notice',
    'heading2: 2.2 Termination <for cause',
  ])
})

test('lists go on after other text, begin anew where they are told to, and bullets have no number', async () => {
  const numbering =
    kind(
      1,
      level(0, 'decimal', '(%1)'),
      level(1, 'lowerLetter', '%2)'),
      level(2, 'lowerRoman', '%1.%2.%3', '<w:isLgl/>'),
    ) +
    kind(2, level(0, 'bullet', '\uf0b7')) +
    num(1, 1) +
    num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>') +
    num(3, 2)
  const file = docxWith(
    { numbering },
    numbered(1, 0, 'Rent'),
    numbered(1, 1, 'paid'),
    numbered(1, 1, 'late'),
    numbered(1, 2, 'deep'),
    numbered(3, 0, 'Dogs'),
    paragraph('In between.'),
    numbered(1, 0, 'Heating'),
    numbered(1, 1, 'anew'),
    numbered(1, 0, ''),
    numbered(2, 0, 'Fifth'),
  )
  expect(await readBlocks('lease.docx', file)).toEqual([
    'list-item: (1) Rent',
    'list-item: a) paid',
    'list-item: b) late',
    'list-item: 1.2.1 deep',
    'list-item: Dogs',
    'paragraph: In between.',
    'list-item: (2) Heating',
    'list-item: a) anew',
    'list-item: (5) Fifth',
  ])
})

test('numbers are written as the format says', () => {
  const formats = 'upperRoman lowerLetter decimalZero ordinal japaneseCounting none chicago'.split(
    ' ',
  )
  expect(
    [4, 12, 28, 0].map((number) => formats.map((format) => countedAs(format, number))),
  ).toEqual([
    ['IV', 'd', '04', '4th', '四', '', '4'],
    ['XII', 'l', '12', '12th', '十二', '', '12'],
    ['XXVIII', 'bb', '28', '28th', '二十八', '', '28'],
    ['0', '0', '0', '0', '0', '0', '0'],
  ])
})

test('inserted and moved text is read, deleted text is not, and an old number is no number', async () => {
  const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`
  const changed =
    '<w:pPr><w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>'
  const file = docxWith(
    { numbering: kind(1, level(0, 'decimal', '%1.')) + num(1, 1) },
    `<w:p>${changed}${run('Rent is due on the ')}<w:del><w:r><w:delText>third</w:delText></w:r></w:del><w:ins>${run('fifth')}</w:ins></w:p>`,
    `<w:p><w:moveFrom>${run('Moved.')}</w:moveFrom></w:p><w:p><w:moveTo>${run('Moved.')}</w:moveTo></w:p>`,
  )
  expect(await readBlocks('lease.docx', file)).toEqual([
    'paragraph: Rent is due on the fifth',
    'paragraph: Moved.',
  ])
})

test('headers and footers come once, notes under their number, comments with who wrote them', async () => {
  const page = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>7</w:t></w:r></w:p>'
  const file = docxWith(
    {
      header: paragraph('Acme GmbH') + page,
      footer: paragraph('Registered in Bonn') + paragraph('Acme GmbH'),
      comments: `<w:comment w:id="0" w:author="Ann">${paragraph('Really?')}</w:comment>`,
      footnotes: `<w:footnote w:id="2">${paragraph('In advance.')}</w:footnote>`,
    },
    '<w:p><w:r><w:t>Rent is due</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
  )
  expect(await readBlocks('lease.docx', file)).toEqual([
    'paragraph: Acme GmbH',
    'paragraph: Rent is due[1]',
    'list-item: [1] In advance.',
    'paragraph: Comment by Ann: Really?',
    'paragraph: Registered in Bonn',
  ])
})

test('a text box is read once, though it is stored for old and for new programs', async () => {
  const box = `<w:txbxContent>${paragraph('Dogs are allowed.')}</w:txbxContent>`
  const drawn =
    `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:drawing>${box}</w:drawing></mc:Choice>` +
    `<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>${box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>`
  const file = docxWith({}, paragraph('Pets.'), `<w:p><w:r>${drawn}</w:r></w:p>`)
  expect(await readBlocks('lease.docx', file)).toEqual([
    'paragraph: Pets.',
    'paragraph: Dogs are allowed.',
  ])
})
