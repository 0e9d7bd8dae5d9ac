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
  return (text) => {
    const folded = fold(text)
    const held = asked.reduce(
      (sum, { weight, signs }) => (signs.some((sign) => stands(sign, folded)) ? sum + weight : sum),
      0,
    )
    return all === 0 ? 0 : held / all
  }
}

/** "4711" in "E-4711", which the text may have as "E4711". */
const isInCode = (word: string, { why, word: code }: SoughtWord): boolean =>
  why === 'code' && code.replaceAll(' ', '').includes(word)

/** By what a word is known: its parts, which may have signs or spaces between; of most words it is one, their beginning. */
interface Sign {
  readonly parts: readonly string[]
  /** Whether nothing may follow in the same word. */
  readonly isWhole: boolean
}

function signOf(word: string): Sign {
  const folded = fold(word)
  const isWhole = /[\p{N}\s]/u.test(folded)
  const beginning = isWhole ? folded : folded.slice(0, TELLING_LETTERS)
  return { parts: beginning.match(/\p{L}+|\p{N}+/gu) ?? [], isWhole }
}

const isOfWord = (letter: string | undefined): boolean =>
  letter !== undefined && /[\p{L}\p{N}]/u.test(letter)

/** Whether the parts stand one after the other, at the beginning of a word. Compiling a pattern for each took longer than all else does. */
function stands({ parts: [first, ...others], isWhole }: Sign, text: string): boolean {
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

/** Most texts have neither marks nor letters that are taken apart. */
const fold = (text: string): string =>
  (/[^\u0000-\u007f]/.test(text)
    ? text.normalize('NFKD').replaceAll(/\p{M}/gu, '')
    : text
  ).toLowerCase()
