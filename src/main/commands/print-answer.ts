import type { z } from 'zod'
import type { Answer as AnswerSchema, Passage as PassageSchema } from '../api/schema/answer.ts'
import { oneLine, placeOf, style, textWidth, wrap } from './print.ts'

export type Answer = z.infer<typeof AnswerSchema>
export type AskedPassage = z.infer<typeof PassageSchema>

/** How many of the nearest passages are shown when the documents do not say. */
const NEAREST_SHOWN = 3

/** An answer as `carrel ask --json` prints it. */
export function answerJson({ citations, ...answer }: Answer) {
  const { question, answer: text, abstained, sentences, engine, model, ms, traceId } = answer
  const cited = citations.map(({ versionId: _version, title: _title, ...citation }) => citation)
  const fallback = answer.fallback === undefined ? {} : { fallback: answer.fallback }
  const who = { engine, model, ms, traceId }
  return { question, answer: text, abstained, sentences, citations: cited, ...who, ...fallback }
}

/** An answer for a person: sentences with their numbers, then each source with its place and words. */
export function answerText(answer: Answer, passages: readonly AskedPassage[]): string {
  if (answer.abstained) return abstentionText(answer, passages)
  const sentences = answer.sentences.map(({ text, citations, supported }) => {
    const marks = citations.map((n) => style('cyan', `[${n}]`)).join('')
    if (marks !== '') return `${oneLine(text)} ${marks}`
    return supported ? oneLine(text) : `${oneLine(text)} ${style('yellow', '[no source]')}`
  })
  const sources = answer.citations.map(
    (citation) =>
      `${style('cyan', `[${citation.n}]`)} ${placeOf(citation)}: ${style('dim', `“${oneLine(citation.quote)}”`)}`,
  )
  return [wrap(sentences.join(' '), textWidth()), sources.join('\n')].filter(Boolean).join('\n\n')
}

function abstentionText(answer: Answer, passages: readonly AskedPassage[]): string {
  const nearest = passages.slice(0, NEAREST_SHOWN).map((passage) => {
    const excerpt = oneLine(passage.text).slice(0, 200)
    return `${style('bold', placeOf(passage))}\n${wrap(excerpt, textWidth(), '  ')}`
  })
  if (answer.searched?.documents === 0)
    return `${answer.answer} There was no document to look in: none is there, or none fits what narrows the question.`
  if (nearest.length === 0) return answer.answer
  return `${answer.answer}\n\n${style('dim', 'The nearest passages:')}\n${nearest.join('\n')}`
}
