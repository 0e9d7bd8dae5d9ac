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
      return {
        weight: Math.log(1 + chunks / (1 + frequency)),
        signs: [word, ...others.map((other) => other.word)].map(signOf),
      }
    })
  const all = asked.reduce((sum, { weight }) => sum + weight, 0)
  const lengths = new Set(
    asked.flatMap(({ signs }) => signs.map((sign) => (typeof sign === 'string' ? sign.length : 0))),
  )
  return (text) => {
    const folded = fold(text)
    const beginnings = beginningsOf(folded, [...lengths])
    const isThere = (sign: string | Parts): boolean =>
      typeof sign === 'string' ? beginnings.has(sign) : stand(sign, folded)
    const held = asked.reduce(
      (sum, { weight, signs }) => (signs.some(isThere) ? sum + weight : sum),
      0,
    )
    return all === 0 ? 0 : held / all
  }
}

/** "4711" in "E-4711", which the text may have as "E4711". */
const isInCode = (word: string, { why, word: code }: SoughtWord): boolean =>
  why === 'code' && code.replaceAll(' ', '').includes(word)

/** A word by all its parts, which may have signs or spaces between. */
interface Parts {
  readonly parts: readonly string[]
  /** Whether nothing may follow in the same word. */
  readonly isWhole: boolean
}

/** By which a word is known: most by how they begin. */
function signOf(word: string): string | Parts {
  const folded = fold(word)
  const isWhole = /[\p{N}\s]/u.test(folded)
  const beginning = isWhole ? folded : folded.slice(0, TELLING_LETTERS)
  const parts = beginning.match(/\p{L}+|\p{N}+/gu) ?? []
  return !isWhole && parts.length === 1 && parts[0] === beginning ? beginning : { parts, isWhole }
}

const isOfWord = (letter: string | undefined): boolean =>
  letter !== undefined && /[\p{L}\p{N}]/u.test(letter)

/** Whether the parts stand one after the other. A pattern of its own for each would take longer to compile than all else takes. */
function stand({ parts: [first, ...others], isWhole }: Parts, text: string): boolean {
  if (first === undefined) return false
  for (let from = text.indexOf(first); from >= 0; from = text.indexOf(first, from + 1)) {
    let end = from + first.length
    const areThere = others.every((part) => {
      while (end < text.length && !isOfWord(text[end])) end++
      const isNext = text.startsWith(part, end)
      end += part.length
      return isNext
    })
    if (areThere && !isOfWord(text[from - 1]) && !(isWhole && isOfWord(text[end]))) return true
  }
  return false
}

/** The beginnings of these lengths that words of a text have. A pattern for each word asked for took ten times as long. */
function beginningsOf(folded: string, lengths: readonly number[]): Set<string> {
  const beginnings = new Set<string>()
  for (const word of folded.match(/[\p{L}\p{N}]+/gu) ?? [])
    for (const length of lengths) beginnings.add(word.slice(0, length))
  return beginnings
}

/** Most texts have neither marks nor letters that are taken apart. */
const fold = (text: string): string =>
  (/[^\u0000-\u007f]/.test(text)
    ? text.normalize('NFKD').replaceAll(/\p{M}/gu, '')
    : text
  ).toLowerCase()
