import { segmentWords } from '../store/segment-words.ts'
import { stopWords } from './stop-words.ts'

/** Words of a query as the index sees them, parted where the script sets no spaces: letters, digits and combining marks, in order, lower case, doubles kept. */
export function queryWords(query: string): string[] {
  return (
    (segmentWords(query) ?? query)
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)?/gu) ?? []
  )
}

/**
 * Topic words from which on a query is a text rather than a question: there, what is said twice matters twice. Counting repetitions
 * brought the keyword part of cisi, with its long requests, from .333 to .396 nDCG@10; in shorter queries it cost med .018.
 */
const LONG_QUERY_WORDS = 25

/** Whether a query is a text, such as an abstract, rather than a question. */
export function isLongQuery(query: string): boolean {
  return topicWords(query).length >= LONG_QUERY_WORDS
}

/** The words that carry the topic, in order: stop words trimmed, unless nothing would remain; repeated ones only in a long query. */
export function topicWords(query: string): string[] {
  const words = queryWords(query).map((word) => word.replaceAll('’', "'"))
  const topical = words.filter(
    (word) => !stopWords.has(word) && (word.length > 1 || /\p{N}|[^\p{Script=Latin}]/u.test(word)),
  )
  const kept = topical.length > 0 ? topical : words
  return kept.length >= LONG_QUERY_WORDS ? kept : [...new Set(kept)]
}

/** Words that must stand side by side, as FTS5 takes them. */
export const quotePhrase = (words: string): string => `"${words.replaceAll('"', '""')}"`

/**
 * The FTS5 expression for a query: its topic words joined by OR, so that one word a document lacks hides nothing; BM25 puts
 * documents with more and rarer words first. What the user put in double quotes must stand there word for word.
 * Null when the query has no word at all.
 */
export function keywordQuery(query: string): string | null {
  const phrases = [...query.matchAll(/"([^"]+)"/g)]
    .map((match) => queryWords(match[1] ?? '').join(' '))
    .filter(Boolean)
  const words = topicWords(query.replaceAll(/"[^"]*"/g, ' '))
  const anyWord = words.map(quotePhrase).join(' OR ')
  if (phrases.length === 0) return anyWord || null
  const allPhrases = phrases.map(quotePhrase).join(' AND ')
  return anyWord
    ? `(${allPhrases}) AND (${anyWord} OR ${allPhrases.replaceAll(' AND ', ' OR ')})`
    : allPhrases
}
