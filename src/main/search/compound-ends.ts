import { LRUCache } from 'lru-cache'
import type { ReadDb } from '../store/open.ts'
import { stemTerm } from '../store/stem-latin.ts'
import { termsFrom, termsOf } from '../store/vocabulary.ts'

/** Languages (ISO 639-1) that write words together which others write apart. */
const COMPOUNDING = new Set(['da', 'de', 'fi', 'hu', 'nl', 'no', 'sv'])
/** Letters of an ending ("frist") and of what stands before it. Of what ends so in German texts, two thirds are compounds with four letters, four fifths with five. */
const MIN_ENDING = 4
const MIN_BEFORE = 3
/** Terms told of one ending. */
const MAX_TERMS = 10
/**
 * Occurrences of stems in chunks from which on they are kept for an hour: reading so many takes 1.2 ms, those of 100,000 German chunks 270.
 * A compound that is new in so large a library is found by its end an hour later; by itself at once.
 */
const LONG_TO_READ = 25_000
const KEPT_MS = 3_600_000
/** In a larger library a question would wait for longer than half a second, once an hour. */
const MOST_CHUNKS = 200_000

/** Terms of the index, most frequent first, that end like a word of this language and are longer: "Kündigungsfrist" for "Frist". */
export type CompoundsEnding = (word: string, language: string) => readonly string[]

/**
 * Looks for compounds by their ends, in a library of this many chunks. The index has words by their beginnings alone, so all stems of the
 * language are read: once they are kept, a word takes 0.1 ms at 100,000 chunks.
 */
export function compoundsOf(db: ReadDb, countChunks: () => number): CompoundsEnding {
  const stemsOf = keptStems(db)
  return (word, language) => {
    if (!COMPOUNDING.has(language) || countChunks() > MOST_CHUNKS) return []
    const stem = stemTerm(word, language)
    const [term] = stem === null ? [] : termsOf(db, [stem])
    if (term == null) return []
    const ending = term.slice(signOf(language).length)
    if (ending.length < MIN_ENDING) return []
    return linesEnding(stemsOf(language), ending).map((line) => signOf(language) + line)
  }
}

const signOf = (language: string): string => `0${language}`

/** Stems of a language, the most frequent first, each in a line of its own. */
function keptStems(db: ReadDb): (language: string) => string {
  const kept = new LRUCache<string, string>({ max: COMPOUNDING.size, ttl: KEPT_MS })
  return (language) => {
    const known = kept.get(language)
    if (known !== undefined) return known
    const sign = signOf(language)
    const terms = termsFrom(db, sign)
    const read = terms.reduce((sum, { chunks }) => sum + chunks, 0)
    const sorted = terms.sort((a, b) => b.chunks - a.chunks)
    const lines = sorted.map(({ term }) => `${term.slice(sign.length)}\n`).join('')
    if (read >= LONG_TO_READ) kept.set(language, lines)
    return lines
  }
}

function linesEnding(lines: string, ending: string): string[] {
  const found: string[] = []
  const end = `${ending}\n`
  for (let at = lines.indexOf(end); at >= 0; at = lines.indexOf(end, at + end.length)) {
    const begins = lines.lastIndexOf('\n', at) + 1
    if (at - begins >= MIN_BEFORE) found.push(lines.slice(begins, at + ending.length))
    if (found.length === MAX_TERMS) break
  }
  return found
}
