import type { SoughtWord } from './understand-query.ts'
import type { CountWord } from './word-counts.ts'

/** Letters by which a word is known in all its forms; one with a digit in it is known as a whole. */
const TELLING_LETTERS = 5

interface Library {
  readonly countWord: CountWord
  /** How many it has. */
  readonly chunks: number
}

/**
 * Tells of texts the share of a query's words that they have, 0 to 1: rare words count more (inverse document frequency), those that no
 * chunk has most of all, and what stands for such a word is as good. Words are found by how they begin; looking each up in the index would
 * take some ten times as long.
 */
export function shareHeld(
  words: readonly SoughtWord[],
  { countWord, chunks }: Library,
): (text: string) => number {
  const asked = words
    .filter(({ why }) => why === 'asked' || why === 'phrase')
    .map(({ word, stems = [] }) => {
      const others = words.filter((other) => other.from === word || isInCode(word, other))
      const frequency = Math.max(...[word, ...stems].map(countWord))
      const beginnings = [word, ...others.map((other) => other.word)].map(beginningOf).join('|')
      return {
        weight: Math.log(1 + chunks / (1 + frequency)),
        pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${beginnings})`, 'u'),
      }
    })
  const all = asked.reduce((sum, { weight }) => sum + weight, 0)
  return (text) => {
    const folded = fold(text)
    const held = asked.reduce(
      (sum, { weight, pattern }) => (pattern.test(folded) ? sum + weight : sum),
      0,
    )
    return all === 0 ? 0 : held / all
  }
}

/** "4711" in "E-4711", which the text may have as "E4711". */
const isInCode = (word: string, { why, word: code }: SoughtWord): boolean =>
  why === 'code' && code.replaceAll(' ', '').includes(word)

/** As a pattern; what belongs together may have signs or spaces between. */
function beginningOf(word: string): string {
  const folded = fold(word)
  const isWhole = /[\p{N}\s]/u.test(folded)
  const parts = (isWhole ? folded : folded.slice(0, TELLING_LETTERS)).match(/\p{L}+|\p{N}+/gu) ?? []
  return parts.join('[^\\p{L}\\p{N}]*') + (isWhole ? '(?![\\p{L}\\p{N}])' : '')
}

const fold = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
