import { zipOf } from './zip-of.ts'

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A relation of a part: its id, type and target. */
export type Related = readonly [id: string, type: string, target: string]

export function relations(...related: readonly Related[]): string {
  const each = related.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}

function contentTypes(part: string, kind: string): string {
  return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`
}

/** A presentation of these slides (shapes in PresentationML), the last first in the file; `notes` and `comments` (by author 0, Ann) belong to the first. */
export function pptx(slides: readonly string[], notes = '', comments = ''): Uint8Array {
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="r${index}"/>`)
  const files = slides.map((shapes, index) => [
    `ppt/slides/slide${slides.length - index}.xml`,
    `<p:sld><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`,
  ])
  return zipOf({
    '[Content_Types].xml': contentTypes('ppt/presentation.xml', 'presentationml.presentation'),
    '_rels/.rels': relations(['r1', 'officeDocument', 'ppt/presentation.xml']),
    'ppt/presentation.xml': `<p:presentation><p:sldIdLst>${ids.join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(
      ...slides.map((_, index): Related => [
        `r${index}`,
        'slide',
        `slides/slide${slides.length - index}.xml`,
      ]),
    ),
    ...Object.fromEntries(files),
    [`ppt/slides/_rels/slide${slides.length}.xml.rels`]: relations(
      ['n1', 'notesSlide', '../notesSlides/notesSlide1.xml'],
      ['c1', 'comments', '../comments/comment1.xml'],
    ),
    'ppt/comments/comment1.xml': `<p:cmLst>${comments}</p:cmLst>`,
    'ppt/commentAuthors.xml': '<p:cmAuthorLst><p:cmAuthor id="0" name="Ann"/></p:cmAuthorLst>',
    'ppt/notesSlides/notesSlide1.xml': `<p:notes>${notes}</p:notes>`,
  })
}

/** A shape of a slide; `type` such as "title" makes it a placeholder. */
export function shape(lines: readonly string[], type?: string): string {
  const holder = type === undefined ? '' : `<p:ph type="${type}"/>`
  const paragraphs = lines.map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`)
  return `<p:sp><p:nvSpPr><p:nvPr>${holder}</p:nvPr></p:nvSpPr><p:txBody>${paragraphs.join('')}</p:txBody></p:sp>`
}

/** A table of a slide, its first row a header. */
export function slideTable(...rows: readonly (readonly string[])[]): string {
  const written = rows.map(
    (row) =>
      `<a:tr>${row.map((cell) => `<a:tc><a:txBody><a:p><a:r><a:t>${cell}</a:t></a:r></a:p></a:txBody></a:tc>`).join('')}</a:tr>`,
  )
  return `<p:graphicFrame><a:tbl><a:tblPr firstRow="1"/>${written.join('')}</a:tbl></p:graphicFrame>`
}

/** A workbook of these sheets (rows in SpreadsheetML) by name; cell styles 1 and 2 are dates and percentages. */
export function xlsx(
  sheets: Readonly<Record<string, string>>,
  shared: readonly string[] = [],
): Uint8Array {
  const names = Object.keys(sheets)
  const ids = names.map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index}"/>`,
  )
  const files = names.map((name, index) => [
    `xl/worksheets/sheet${index}.xml`,
    `<worksheet><sheetData>${sheets[name] ?? ''}</sheetData></worksheet>`,
  ])
  const strings = shared.map((text) => `<si><t>${text}</t></si>`)
  return zipOf({
    '[Content_Types].xml': contentTypes('xl/workbook.xml', 'spreadsheetml.sheet'),
    '_rels/.rels': relations(['r1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook><sheets>${ids.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...names.map((_, index): Related => [
        `r${index}`,
        'worksheet',
        `worksheets/sheet${index}.xml`,
      ]),
      ['s', 'sharedStrings', 'sharedStrings.xml'],
      ['t', 'styles', 'styles.xml'],
    ),
    'xl/sharedStrings.xml': `<sst>${strings.join('')}</sst>`,
    'xl/styles.xml':
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>',
    ...Object.fromEntries(files),
  })
}

/** An OpenDocument file with this body, such as `<office:text>…</office:text>`, and these styles. */
export function odf(
  kind: 'text' | 'spreadsheet' | 'presentation',
  body: string,
  styles = '',
): Uint8Array {
  return zipOf({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content><office:body>${body}</office:body></office:document-content>`,
    'styles.xml': `<office:document-styles>${styles}</office:document-styles>`,
    'META-INF/manifest.xml': '<manifest:manifest/>',
  })
}

/** A book of these chapters (XHTML bodies), each with its own file. */
export function epub(chapters: readonly string[]): Uint8Array {
  const items = chapters.map((_, index) => `<item id="c${index}" href="text/c%20${index}.xhtml"/>`)
  const refs = chapters.map((_, index) => `<itemref idref="c${index}"/>`)
  const files = chapters.map((body, index) => [
    `OPS/text/c ${index}.xhtml`,
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`,
  ])
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
    'OPS/book.opf': `<package><metadata><dc:title>The lease</dc:title><dc:language>en</dc:language></metadata><manifest>${items.reverse().join('')}</manifest><spine>${refs.join('')}</spine></package>`,
    ...Object.fromEntries(files.reverse()),
  })
}
