import { NEGATION } from '../lib/negation.ts'
import { isStopWord, stem, wordsOf } from './words.ts'

const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value) => [word, String(value)]),
)

/** Words that turn a statement round, each pair at most one of which a sentence and its source may differ in. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/\bincreas(?:e|es|ed|ing)\b/iu, /\bdecreas(?:e|es|ed|ing)\b/iu],
  [/\b(?:rise|rises|rose|risen|rising)\b/iu, /\b(?:fall|falls|fell|fallen|falling)\b/iu],
  [/\bbefore\b/iu, /\bafter\b/iu],
  [/\bmore than\b|\bat least\b|\bminimum\b/iu, /\b(?:less|fewer) than\b|\bat most\b|\bmaximum\b/iu],
  [
    /\b(?:allow(?:s|ed)?|permit(?:s|ted)?)\b/iu,
    /\b(?:forbid(?:s|den)?|prohibit(?:s|ed)?|ban(?:s|ned)?)\b/iu,
  ],
  [/\bhigher\b/iu, /\blower\b/iu],
  [/\binclud(?:e|es|ed|ing)\b/iu, /\bexclud(?:e|es|ed|ing)\b/iu],
]

/** The numbers of a text in one form: "1,200" and "1200" are the same, and so are "three" and "3". */
export function numbersOf(text: string): Set<string> {
  return new Set(
    wordsOf(text).flatMap((word) => {
      const spelled = NUMBER_WORDS.get(word.toLowerCase())
      if (spelled !== undefined) return [spelled]
      return (word.match(/\d+(?:[.,]\d+)*/g) ?? []).map((digits) =>
        digits.replace(/,(?=\d{3}(?!\d))/g, ''),
      )
    }),
  )
}

/** Stems of the capitalised words after the first, which in most languages are names (in German all nouns, which does no harm). */
export function namesOf(sentence: string, language = 'en'): Set<string> {
  const words = wordsOf(sentence)
  return new Set(
    words
      .filter((word, index) => index > 0 && /^\p{Lu}/u.test(word) && !isStopWord(word, language))
      .map(stem),
  )
}

/** What a sentence is held against: `quotes` it must agree with, `context` in which its names may also stand. */
export interface Source {
  readonly quotes: string
  readonly context: string
}

/**
 * Whether nothing in a sentence contradicts its source: every number stands in the quotes, every name in them or around them, and
 * neither a negation nor an opposite was added or dropped. Says nothing about meaning otherwise; that is the aligner's part.
 */
export function agrees(sentence: string, { quotes, context }: Source, language = 'en'): boolean {
  const quoted = numbersOf(quotes)
  if ([...numbersOf(sentence)].some((number) => !quoted.has(number) && number !== '1')) return false
  const around = new Set(wordsOf(`${quotes} ${context}`).map(stem))
  if ([...namesOf(sentence, language)].some((name) => !around.has(name))) return false
  if (OPPOSITES.some(([one, other]) => swaps(sentence, quotes, one, other))) return false
  const isTopical = (word: string): boolean => !isStopWord(word, language)
  return !dropsNegation(quotes, sentence, isTopical) && !dropsNegation(sentence, quotes, isTopical)
}

function swaps(sentence: string, quotes: string, one: RegExp, other: RegExp): boolean {
  const only = (text: string, has: RegExp, lacks: RegExp): boolean =>
    has.test(text) && !lacks.test(text)
  return (
    (only(sentence, one, other) && only(quotes, other, one)) ||
    (only(sentence, other, one) && only(quotes, one, other))
  )
}

/** Words after a negation that it may negate. */
const REACH = 3

/** Whether `from` negates something that `to` says too, without any negation in `to`. */
function dropsNegation(from: string, to: string, isTopical: (word: string) => boolean): boolean {
  const said = wordsOf(to)
  if (said.some((word) => NEGATION.test(word))) return false
  const stems = new Set(said.filter(isTopical).map(stem))
  const words = wordsOf(from)
  return words.some((word, index) => {
    if (!NEGATION.test(word)) return false
    const negated = words
      .slice(index + 1)
      .filter(isTopical)
      .slice(0, REACH)
    return negated.some((next) => stems.has(stem(next)))
  })
}
