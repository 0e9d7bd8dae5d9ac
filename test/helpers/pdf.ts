import { createHash } from 'node:crypto'

/** Text at a place: points from the page's lower left corner. */
export interface PdfText {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size?: number
  readonly isBold?: boolean
  /** Operators before the text, such as `1 1 1 rg` for white or `3 Tr` for text that is not painted. */
  readonly operators?: string
}

export interface PdfPage {
  readonly texts: readonly PdfText[]
  /** Operators that paint what lies beneath the texts, such as `0 0 1 rg 0 0 595 842 re f`. */
  readonly beneath?: string
  /** Quarter turns clockwise by which the page is shown. */
  readonly rotate?: 0 | 90 | 180 | 270
  /** Dictionaries of annotations and fields, without their page. */
  readonly annotations?: readonly string[]
}

export interface PdfOptions {
  readonly title?: string
  /** More of the information dictionary, such as `/Author (Ada)`; not sealed in a locked file. */
  readonly info?: string
  /** Locks the file with the standard handler, revision 2 (ISO 32000-1, 7.6.3). */
  readonly password?: string
  /** Titles of bookmarks, all of one level, each to the first page. */
  readonly bookmarks?: readonly string[]
}

/** Points of a page: A4. */
export const PAGE = { width: 595, height: 842 }

/** A page of left-aligned lines from the top, 16 points apart; a blank line is a gap, "# " a line in large letters. */
export function pdfPage(...lines: readonly string[]): PdfPage {
  const texts = lines.map((line, index): PdfText => {
    const at = { x: 72, y: 770 - index * 16 }
    return line.startsWith('# ') ? { text: line.slice(2), ...at, size: 20 } : { text: line, ...at }
  })
  return { texts: texts.filter(({ text }) => text !== '') }
}

/** A PDF of these pages in Helvetica, built object by object. Only characters of Latin-1; `\\x95` is a bullet. */
export function pdf(pages: readonly PdfPage[], options: PdfOptions = {}): Buffer {
  const fileId = createHash('md5').update('a test').digest()
  const lock = options.password === undefined ? null : lockWith(options.password, fileId)
  const seal = (object: number, bytes: Buffer): Buffer =>
    lock === null ? bytes : lock.seal(object, bytes)
  const first = 5
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogEntries(pages, options)} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${first + index * 2} 0 R`).join(' ')}] >>`,
    '<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>',
    `<< /Title <${seal(4, Buffer.from(options.title ?? '', 'latin1')).toString('hex')}> ${options.info ?? ''} >>`,
  ].map((text) => Buffer.from(text))
  for (const [index, page] of pages.entries()) {
    const contents = seal(
      first + index * 2 + 1,
      Buffer.from(`q ${page.beneath ?? ''} Q\n${drawTexts(page.texts)}`, 'latin1'),
    )
    objects.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Rotate ${page.rotate ?? 0} ` +
          `/Annots [${page.annotations?.map((each) => `<< /Type /Annot ${each} >>`).join(' ') ?? ''}] ` +
          `/Resources << /Font 3 0 R >> /Contents ${first + index * 2 + 1} 0 R >>`,
      ),
      Buffer.concat([
        Buffer.from(`<< /Length ${contents.length} >>\nstream\n`),
        contents,
        Buffer.from('\nendstream'),
      ]),
    )
  }
  for (const object of bookmarkObjects(first + pages.length * 2, options))
    objects.push(Buffer.from(object))
  if (lock !== null) objects.push(Buffer.from(lock.dictionary))
  return writeObjects(
    objects,
    `/ID [<${fileId.toString('hex')}> <${fileId.toString('hex')}>]`,
    lock !== null,
  )
}

function catalogEntries(pages: readonly PdfPage[], { bookmarks = [] }: PdfOptions): string {
  const outline = bookmarks.length === 0 ? '' : `/Outlines ${5 + pages.length * 2} 0 R`
  return `/AcroForm << /Fields [] >> ${outline}`
}

/** The outline, and the bookmarks in it one after the other. */
function bookmarkObjects(first: number, { bookmarks = [] }: PdfOptions): string[] {
  if (bookmarks.length === 0) return []
  const items = bookmarks.map((title, index) => {
    const next = index + 1 < bookmarks.length ? `/Next ${first + index + 2} 0 R` : ''
    return `<< /Title (${title}) /Parent ${first} 0 R /Dest [5 0 R /Fit] ${next} >>`
  })
  const outline = `<< /Type /Outlines /First ${first + 1} 0 R /Last ${first + bookmarks.length} 0 R /Count ${bookmarks.length} >>`
  return [outline, ...items]
}

function drawTexts(texts: readonly PdfText[]): string {
  return texts
    .map(({ text, x, y, size = 11, isBold = false, operators = '' }) => {
      const escaped = text.replace(/[\\()]/g, '\\$&')
      return `q ${operators} BT /${isBold ? 'F2' : 'F1'} ${size} Tf ${x} ${y} Td (${escaped}) Tj ET Q`
    })
    .join('\n')
}

function writeObjects(objects: readonly Buffer[], id: string, isLocked: boolean): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [index, object] of objects.entries()) {
    offsets.push(length)
    const whole = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      object,
      Buffer.from('\nendobj\n'),
    ])
    parts.push(whole)
    length += whole.length
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const encrypt = isLocked ? `/Encrypt ${objects.length} 0 R ` : ''
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
        `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R ${encrypt}${id} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** What the standard fills passwords up with. */
const PADDING = Buffer.from(
  '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
  'hex',
)
const PERMISSIONS = -4

function lockWith(password: string, fileId: Buffer) {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32)
  const owner = rc4(md5(padded).subarray(0, 5), padded)
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(PERMISSIONS)
  const key = md5(padded, owner, permissions, fileId).subarray(0, 5)
  const user = rc4(key, PADDING)
  return {
    dictionary: `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P ${PERMISSIONS} >>`,
    seal: (object: number, bytes: Buffer): Buffer =>
      rc4(
        md5(key, Buffer.from([object & 255, (object >> 8) & 255, 0, 0, 0])).subarray(0, 10),
        bytes,
      ),
  }
}

function md5(...parts: readonly Buffer[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest()
}

function rc4(key: Buffer, bytes: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  const at = (index: number): number => state[index & 255] ?? 0
  const swap = (a: number, b: number): void => {
    const kept = at(a)
    state[a & 255] = at(b)
    state[b & 255] = kept
  }
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  let [i, j] = [0, 0]
  return Buffer.from(
    bytes.map((byte) => {
      i = (i + 1) & 255
      j = (j + at(i)) & 255
      swap(i, j)
      return byte ^ at(at(i) + at(j))
    }),
  )
}
