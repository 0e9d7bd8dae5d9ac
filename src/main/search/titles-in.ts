import { must } from '../lib/must.ts'
import type { ReadDb } from '../store/open.ts'
import { lookUpBeginnings } from '../store/titles.ts'
import { mentionable } from './names.ts'

/** Words of the longest title that is looked for: beyond, nobody mentions it in full. */
const MAX_WORDS = 12

/**
 * The titles that each text mentions word for word, as `title_keys` has them. A mention has a capitalised word or a year in it: "It" and
 * "Time" are titles, but "it" and "time" seldom mean them. All places of all texts are followed together, word by word, in as many
 * statements as the longest title has words.
 */
export function titlesIn(reader: ReadDb, texts: readonly string[]): Set<string>[] {
  const split = texts.map(wordsOf)
  const found = texts.map(() => new Set<string>())
  let places = split.flatMap((text, index) =>
    text.words.map((_, from) => ({ text, from, titles: must(found[index], 'one a text') })),
  )
  for (let length = 1; length <= MAX_WORDS && places.length > 0; length++) {
    places = places.filter(({ text, from }) => from + length <= text.words.length)
    const spelt = places.map(({ text, from }) => text.words.slice(from, from + length).join(' '))
    const known = new Map(
      lookUpBeginnings(reader, [...new Set(spelt)]).map((beginning) => [
        beginning.words,
        beginning,
      ]),
    )
    places = places.filter(({ text, from, titles }, index) => {
      const beginning = must(known.get(spelt[index] ?? ''), 'each was looked up')
      const isNamed = text.isNamed.slice(from, from + length).includes(true)
      if (beginning.isTitle && isNamed && mentionable(beginning.words) !== null)
        titles.add(beginning.words)
      return beginning.goesOn
    })
  }
  return found
}

interface Words {
  /** Lower case, as `titleKey` has them. */
  readonly words: readonly string[]
  /** Whether each is capitalised or a year. */
  readonly isNamed: readonly boolean[]
}

function wordsOf(text: string): Words {
  const written = text.match(/[\p{L}\p{N}]+/gu) ?? []
  return {
    words: written.map((word) => word.toLowerCase()),
    isNamed: written.map((word) => /^(?:\p{Lu}|\d{4}$)/u.test(word)),
  }
}
