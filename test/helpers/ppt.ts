import { CFB } from '@e965/xlsx'

export interface PptSlide {
  readonly title: string
  /** Its body, kept in the outline as PowerPoint does. */
  readonly lines?: readonly string[]
  readonly table?: readonly (readonly string[])[]
  readonly notes?: string
}

/**
 * A presentation as PowerPoint 97 wrote it; `before` is what the first slide was when it was first saved. Without places, nothing tells where
 * the slides stand.
 */
export function ppt(
  slides: readonly PptSlide[],
  before?: PptSlide,
  { hasPlaces = true }: { readonly hasPlaces?: boolean } = {},
): Uint8Array {
  const parts: Buffer[] = []
  let length = 0
  const write = (part: Buffer): number => {
    parts.push(part)
    length += part.length
    return length - part.length
  }
  const document = write(documentRecord(slides))
  const firstPlaces = [document, ...(before ? [write(slideRecord(before))] : [])]
  const firstEdit = before
    ? save(write, new Map(firstPlaces.map((at, index) => [index + 1, at])), 0)
    : 0
  const places = new Map([[1, document]])
  for (const [index, slide] of slides.entries()) {
    places.set(index + 2, write(slideRecord(slide, slide.notes === undefined ? 0 : 900 + index)))
    if (slide.notes !== undefined) places.set(100 + index, write(notesRecord(slide.notes)))
  }
  const edit = save(write, places, firstEdit)
  const file = CFB.utils.cfb_new()
  CFB.utils.cfb_add(file, 'PowerPoint Document', Buffer.concat(parts))
  const user = words(20, 0xe391c05f, hasPlaces ? edit : 0)
  CFB.utils.cfb_add(file, 'Current User', record(0x0ff6, user))
  return new Uint8Array(CFB.write(file, { type: 'buffer' }) as Buffer)
}

/** Writes where the objects are, and a word that it was saved; gives where that stands. */
function save(
  write: (part: Buffer) => number,
  places: ReadonlyMap<number, number>,
  lastEdit: number,
): number {
  const entries = [...places].map(([object, at]) => words((1 << 20) | object, at))
  const directory = write(record(0x1772, Buffer.concat(entries)))
  return write(record(0x0ff5, words(0, 0, lastEdit, directory, 1, 0, 0)))
}

function documentRecord(slides: readonly PptSlide[]): Buffer {
  const listed = slides.flatMap(({ title, lines }, index) => [
    record(0x03f3, words(index + 2, 0, 0, 256 + index, 0)),
    ...text(0, title),
    ...(lines ? text(1, lines.join('\r')) : []),
  ])
  const notes = slides.flatMap((slide, index) =>
    slide.notes === undefined ? [] : [record(0x03f3, words(100 + index, 0, 0, 900 + index, 0))],
  )
  return container(0x03e8, [container(0x0ff0, listed, 0), container(0x0ff0, notes, 2)])
}

function slideRecord({ lines, table }: PptSlide, notesId = 0): Buffer {
  const shapes = [
    shape([record(0x0f9e, words(0))]),
    ...(lines ? [shape([record(0x0f9e, words(1))])] : []),
    ...(table ? [tableRecord(table)] : []),
  ]
  return container(0x03ee, [record(0x03ef, words(0, 0, 0, 0, notesId, 0)), drawing(shapes)])
}

function notesRecord(notes: string): Buffer {
  return container(0x03f0, [drawing([shape(text(2, notes)), shape(text(4, '*'))])])
}

function drawing(shapes: readonly Buffer[]): Buffer {
  return container(0x040c, [container(0xf002, [container(0xf003, shapes)])])
}

/** Cells of 100 by 50, in a group that says that it is a table. */
function tableRecord(rows: readonly (readonly string[])[]): Buffer {
  const isTable = Buffer.alloc(6)
  isTable.writeUInt16LE(0x039f, 0)
  isTable.writeUInt32LE(1, 2)
  const cells = rows.flatMap((row, y) =>
    row.map((cell, x) =>
      shape(text(4, cell), [record(0xf00f, words(x * 100, y * 50, x * 100 + 100, y * 50 + 50))]),
    ),
  )
  return container(0xf003, [container(0xf004, [record(0xf122, isTable, 1 << 4)]), ...cells])
}

function shape(texts: readonly Buffer[], more: readonly Buffer[] = []): Buffer {
  return container(0xf004, [...more, container(0xf00d, texts)])
}

function text(type: number, content: string): Buffer[] {
  return [record(0x0f9f, words(type)), record(0x0fa0, Buffer.from(content, 'utf16le'))]
}

function container(type: number, children: readonly Buffer[], instance = 0): Buffer {
  return record(type, Buffer.concat(children), (instance << 4) | 0x0f)
}

function record(type: number, content: Buffer, head = 0): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt16LE(head, 0)
  header.writeUInt16LE(type, 2)
  header.writeUInt32LE(content.length, 4)
  return Buffer.concat([header, content])
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, index * 4)
  return bytes
}
