import { stopWords } from './stop-words.ts'

/** Words of a query as the index sees them: letters, digits and combining marks, in order, lower case, doubles kept. */
export function queryWords(query: string): string[] {
  return (
    query
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)?/gu) ?? []
  )
}

/** The words that carry the topic: stop words trimmed, unless nothing would remain. Each once, in order. */
export function topicWords(query: string): string[] {
  const words = queryWords(query).map((word) => word.replaceAll('’', "'"))
  const topical = words.filter(
    (word) => !stopWords.has(word) && (word.length > 1 || /\p{N}/u.test(word)),
  )
  return [...new Set(topical.length > 0 ? topical : words)]
}

const quote = (words: string): string => `"${words.replaceAll('"', '""')}"`

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
  const anyWord = words.map(quote).join(' OR ')
  if (phrases.length === 0) return anyWord || null
  const allPhrases = phrases.map(quote).join(' AND ')
  return anyWord
    ? `(${allPhrases}) AND (${anyWord} OR ${allPhrases.replaceAll(' AND ', ' OR ')})`
    : allPhrases
}
