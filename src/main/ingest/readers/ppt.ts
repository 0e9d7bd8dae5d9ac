import { CFB } from '@e965/xlsx'
import type { ReadBlock } from '../document.ts'
import { firstOf, PPT, readPlaces, recordAt, recordsIn, type PptRecord } from './ppt-records.ts'
import { shapeBlocks, textsIn, type PptText } from './ppt-shapes.ts'
import type { Reader } from './reader.ts'
import { damagedArchive } from './unpack.ts'

/** Which list of a document holds what ([MS-PPT] 2.4.14.3). */
const SLIDES = 0
const NOTES = 2

/** A slide or its notes, as the document lists it. */
interface Listed {
  /** The object's number, and the slide's; 0 when the list does not say. */
  readonly object: number
  readonly id: number
  readonly texts: readonly PptText[]
}

/** PowerPoint before 2007: each slide a page with its title as heading, texts and tables, then its notes. */
export const readPpt: Reader = async ({ name, bytes }) => {
  try {
    const file = CFB.read(Buffer.from(bytes), { type: 'buffer' })
    const streamOf = (path: string): Buffer | null => {
      const found = CFB.find(file, path)
      return found ? Buffer.from(found.content as Uint8Array) : null
    }
    const stream = streamOf('PowerPoint Document')
    if (stream === null) throw damagedArchive(name)
    const slides = slidesOf(stream, streamOf('Current User'))
    return {
      title: '',
      pages: slides.map((_, index) => ({ page: index + 1 })),
      blocks: slides.flatMap((blocks, index) =>
        blocks.map((each) => ({ ...each, page: index + 1 })),
      ),
    }
  } catch (error) {
    throw damagedArchive(name, error)
  }
}

function slidesOf(stream: Buffer, user: Buffer | null): ReadBlock[][] {
  // [MS-PPT] 2.3.2: the last save stands 16 bytes into the stream of the current user.
  const places = readPlaces(stream, user !== null && user.length >= 20 ? user.readUInt32LE(16) : 0)
  const objects = recordsIn(stream)
  const document = objects.findLast(({ type }) => type === PPT.document)
  const lists = document ? recordsIn(document.content) : []
  const notes = new Map(listed(lists, NOTES).map(({ id, object }) => [id, object]))
  // Without places, slides stand in the order in which they were made.
  const drawn = objects.filter(({ type }) => type === PPT.slide)
  return listed(lists, SLIDES).map(({ object, texts }, index) => {
    const place = places.get(object)
    const slide = place === undefined ? drawn[index] : recordAt(stream, place)
    if (!slide || slide.type !== PPT.slide) return shapeBlocks(Buffer.alloc(0), texts)
    const notesPlace = places.get(notes.get(notesOf(slide)) ?? -1)
    const note = notesPlace === undefined ? null : recordAt(stream, notesPlace)
    return [...shapeBlocks(slide.content, texts), ...(note ? shapeBlocks(note.content, []) : [])]
  })
}

/** The slides or notes in a document's lists, each with the texts of its outline. */
function listed(lists: readonly PptRecord[], kind: number): Listed[] {
  const list = lists.find(({ type, instance }) => type === PPT.slideList && instance === kind)
  const records = list ? recordsIn(list.content) : []
  const starts = records.flatMap(({ type }, index) => (type === PPT.slidePersist ? [index] : []))
  if (starts.length === 0 && records.length > 0)
    return [{ object: 0, id: 0, texts: textsIn(records) }]
  return starts.map((start, index) => {
    const content = records[start]?.content ?? Buffer.alloc(0)
    const isWhole = content.length >= 16
    return {
      object: isWhole ? content.readUInt32LE(0) : 0,
      id: isWhole ? content.readUInt32LE(12) : 0,
      texts: textsIn(records.slice(start, starts[index + 1])),
    }
  })
}

/** The number of a slide's notes; 0 for none. */
function notesOf(slide: PptRecord): number {
  const atom = firstOf(recordsIn(slide.content), PPT.slideAtom)?.content
  return atom !== undefined && atom.length >= 20 ? atom.readUInt32LE(16) : 0
}
