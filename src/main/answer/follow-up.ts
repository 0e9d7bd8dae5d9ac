import { queryWords } from '../search/keyword-query.ts'
import { languageOf } from '../search/query-language.ts'
import { isStopWord, stem, termsOf, wordsOf } from './words.ts'

/** Opens a question that only means something after another one. */
const OPENING =
  /^(?:and|but|so|then|what about|how about|what if|why not|or|also|same for|is that|are those)\b/iu
/** Stands for something said before. "It" alone also opens "It is …", so position does not matter. */
const REFERENCE =
  /\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|former|latter|one|ones|same|else)\b/iu
/** Questions with at most this many topic words seldom stand alone in a conversation. */
const FEW_TERMS = 2

/** Whether a question in a language (ISO 639-1) leans on the conversation before it. */
export function isFollowUp(question: string, language = 'en'): boolean {
  return (
    OPENING.test(question.trim()) ||
    REFERENCE.test(question) ||
    termsOf(question, language).length <= FEW_TERMS
  )
}

/**
 * The question with the topic words of the questions it leans on, for searching: "And in winter?" after "How much is the rent?"
 * becomes "And in winter? (rent)". `earlier` are the questions before, oldest first; a follow-up among them leans further back.
 */
export function selfContained(question: string, earlier: readonly string[]): string {
  // A follow-up alone is too short to tell.
  const { language } = languageOf(queryWords([...earlier, question].join(' ')))
  if (!isFollowUp(question, language)) return question
  const own = new Set(wordsOf(question).map(stem))
  const carried: string[] = []
  for (const before of earlier.toReversed()) {
    const words = wordsOf(before).filter(
      (word) => !isStopWord(word, language) && !own.has(stem(word)),
    )
    carried.unshift(...words)
    for (const word of words) own.add(stem(word))
    if (!isFollowUp(before, language)) break
  }
  return carried.length === 0 ? question : `${question} (${carried.join(' ')})`
}
