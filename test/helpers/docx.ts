import { strToU8, zipSync } from 'fflate'

const TYPES = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const RELATIONS = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** A Word document with this body (WordprocessingML): see `paragraph` and `table`. */
export function docx(...body: readonly string[]): Uint8Array {
  return docxWith({}, ...body)
}

/** A Word document with more parts, the content of each by its kind: `numbering`, `styles`, `header`, `footer`, `comments`, `footnotes`. */
export function docxWith(
  parts: Readonly<Record<string, string>>,
  ...body: readonly string[]
): Uint8Array {
  const roots = { numbering: 'numbering', styles: 'styles', header: 'hdr', footer: 'ftr' }
  const files = Object.entries(parts).map(([kind, content]) => {
    const root = Object.entries(roots).find(([name]) => name === kind)?.[1] ?? kind
    return [`word/${kind}.xml`, strToU8(`<w:${root} ${NAMESPACE}>${content}</w:${root}>`)]
  })
  const related = Object.keys(parts).map(
    (kind) => `<Relationship Id="${kind}" Type="${OFFICE}/${kind}" Target="${kind}.xml"/>`,
  )
  return zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    '_rels/.rels': strToU8(RELATIONS),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?><w:document ${NAMESPACE}><w:body>${body.join('')}</w:body></w:document>`,
    ),
    'word/_rels/document.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related.join('')}</Relationships>`,
    ),
    ...Object.fromEntries(files),
  })
}

/** A paragraph; `style` such as "Heading1". */
export function paragraph(text: string, style?: string): string {
  const properties = style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`
  return `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}

/** A table whose first row is marked as its header. */
export function table(...rows: readonly (readonly string[])[]): string {
  const written = rows.map((row, index) => {
    const cells = row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')
    return `<w:tr>${index === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells}</w:tr>`
  })
  return `<w:tbl>${written.join('')}</w:tbl>`
}
