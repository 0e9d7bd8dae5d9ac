/** A record of [MS-PPT] 2.3.1: 4 bits version (15 for a container), 12 bits instance, 16 bits type, 32 bits length. */
export interface PptRecord {
  readonly type: number
  readonly instance: number
  readonly content: Buffer
}

/** Record types of [MS-PPT] 2.13.24 and [MS-ODRAW] 2.2. */
export const PPT = {
  document: 0x03e8,
  slide: 0x03ee,
  slideAtom: 0x03ef,
  slidePersist: 0x03f3,
  drawing: 0x040c,
  outlineTextRef: 0x0f9e,
  textHeader: 0x0f9f,
  textChars: 0x0fa0,
  textBytes: 0x0fa8,
  slideList: 0x0ff0,
  userEdit: 0x0ff5,
  persistDirectory: 0x1772,
  shapeGroup: 0xf003,
  shape: 0xf004,
  shapeFlags: 0xf00a,
  shapeOptions: 0xf00b,
  shapeTextbox: 0xf00d,
  childAnchor: 0xf00f,
  moreShapeOptions: 0xf122,
} as const

/** The records in a container, or in a stream; one that ends early is cut. */
export function recordsIn(content: Buffer): PptRecord[] {
  const records: PptRecord[] = []
  for (let at = 0; at + 8 <= content.length;) {
    const record = recordAt(content, at)
    if (record === null) break
    records.push(record)
    at += 8 + content.readUInt32LE(at + 4)
  }
  return records
}

export function firstOf(records: readonly PptRecord[], type: number): PptRecord | undefined {
  return records.find((record) => record.type === type)
}

export function recordAt(stream: Buffer, at: number): PptRecord | null {
  if (at < 0 || at + 8 > stream.length) return null
  const end = Math.min(stream.length, at + 8 + stream.readUInt32LE(at + 4))
  return {
    type: stream.readUInt16LE(at + 2),
    instance: stream.readUInt16LE(at) >> 4,
    content: stream.subarray(at + 8, end),
  }
}

/** More saves than anybody makes without "save as", which begins anew. */
const MAX_EDITS = 10_000

/**
 * Where each object of a presentation stands in its stream, by the object's number ([MS-PPT] 2.3.4): a save appends what it changed, and
 * the latest place counts. `edit` is where the last save is described; empty when that leads nowhere.
 */
export function readPlaces(stream: Buffer, edit: number): Map<number, number> {
  const places = new Map<number, number>()
  const seen = new Set<number>()
  for (let at = edit; at > 0 && !seen.has(at) && seen.size < MAX_EDITS;) {
    seen.add(at)
    const record = recordAt(stream, at)
    if (record?.type !== PPT.userEdit || record.content.length < 20) break
    const directory = recordAt(stream, record.content.readUInt32LE(12))
    if (directory?.type === PPT.persistDirectory) addPlaces(directory.content, places)
    at = record.content.readUInt32LE(8)
  }
  return places
}

/** Runs of places: 20 bits the first object's number, 12 bits how many follow. */
function addPlaces(entries: Buffer, places: Map<number, number>): void {
  for (let at = 0; at + 4 <= entries.length;) {
    const head = entries.readUInt32LE(at)
    at += 4
    for (let index = 0; index < head >>> 20 && at + 4 <= entries.length; index++, at += 4) {
      const object = (head & 0xfffff) + index
      if (!places.has(object)) places.set(object, entries.readUInt32LE(at))
    }
  }
}
