import { posix } from 'node:path'
import { oneLine } from '../clean-text.ts'
import type { ReadDocument } from '../document.ts'
import { metadataFrom } from './metadata.ts'
import { allNamed, firstNamed, parseXmlBytes, textOf, type XmlElement } from './xml-tree.ts'

/** The parts of an Office Open XML file (ECMA-376, part 2) by path. */
export type Parts = ReadonlyMap<string, Uint8Array>

export interface Relation {
  readonly id: string
  /** The last word of its type: "slide", "notesSlide", "worksheet". */
  readonly type: string
  /** The path of the part that it leads to. */
  readonly target: string
}

export function partTree(parts: Parts, path: string): XmlElement {
  return parseXmlBytes(posix.basename(path), parts.get(path))
}

/** What a part refers to inside the file; what lies outside is left alone. */
export function relationsOf(parts: Parts, path: string): Relation[] {
  const folder = posix.dirname(path)
  const list = partTree(parts, `${folder}/_rels/${posix.basename(path)}.rels`)
  return allNamed(list, 'Relationship')
    .filter(({ attributes }) => attributes['TargetMode'] !== 'External')
    .map(({ attributes: { Id = '', Type = '', Target = '' } }) => ({
      id: Id,
      type: Type.slice(Type.lastIndexOf('/') + 1),
      target: posix.resolve('/', folder, Target).slice(1),
    }))
}

/** What the file's own properties (ECMA-376, part 2, 11) say: the title, '' without one, and what else is known. */
export function propertiesOf(parts: Parts): Pick<ReadDocument, 'title' | 'language' | 'metadata'> {
  const core = partTree(parts, 'docProps/core.xml')
  const text = (name: string): string => {
    const element = firstNamed(core, name)
    return element ? oneLine(textOf(element)) : ''
  }
  const language = text('language')
  return {
    title: text('title'),
    ...(language === '' ? {} : { language }),
    ...metadataFrom({
      author: text('creator'),
      created: text('created'),
      modified: text('modified'),
    }),
  }
}
