/** A line of a page: its text, and whether it is set as a heading. */
export interface Line {
  readonly text: string
  readonly isHeading?: boolean
}

const page = { width: 595, height: 842, left: 72, top: 770 } // A4 in points
const sizes = { heading: 14, text: 11, leading: 16 }
/** What fits between the margins in 11-point Helvetica, whose letters are about half as wide as high. */
const charactersPerLine = 84

/** A small PDF with a real text layer: one content stream a page, Helvetica, no compression, the same bytes every time. */
export function writePdf(title: string, pages: readonly (readonly Line[])[]): Buffer {
  const firstPage = 6
  const pageObjects = pages.flatMap((lines, index) => {
    const content = drawLines(lines, `Page ${index + 1} of ${pages.length}`)
    return [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] ` +
        `/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${firstPage + 2 * index + 1} 0 R >>`,
      `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    ]
  })
  const kids = pages.map((_page, index) => `${firstPage + 2 * index} 0 R`).join(' ')
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
    `<< /Title (${escape(title)}) /Producer (Carrel samples) >>`,
    ...pageObjects,
  ])
}

/** Objects numbered from 1 in order, the catalogue first and the document information fifth. */
function assemble(objects: readonly string[]): Buffer {
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(body, 'latin1')
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  const start = Buffer.byteLength(body, 'latin1')
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(`${body}xref\n0 ${count}\n0000000000 65535 f \n${table}${trailer}`, 'latin1')
}

function drawLines(lines: readonly Line[], footer: string): string {
  let y = page.top
  const drawn = lines.flatMap(({ text, isHeading }) => {
    if (isHeading) y -= 10
    const parts = wrap(text).map((part) => {
      const font = isHeading ? `/F2 ${sizes.heading}` : `/F1 ${sizes.text}`
      const shown = `BT ${font} Tf ${page.left} ${y} Td (${escape(part)}) Tj ET`
      y -= sizes.leading
      return shown
    })
    y -= 6
    return parts
  })
  return [...drawn, `BT /F1 9 Tf ${page.left} 40 Td (${escape(footer)}) Tj ET`].join('\n')
}

function wrap(text: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > charactersPerLine) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

function escape(text: string): string {
  return text.replace(/[\\()]/g, (character) => `\\${character}`)
}
