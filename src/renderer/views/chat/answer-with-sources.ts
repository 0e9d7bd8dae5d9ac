import type { Answer, Citation } from '../../engine/contract-types.ts'
import { placeOf, titleOf } from '../../ui/format.ts'
import { layOutAnswer } from './lay-out-answer.ts'

function sourceLine(citation: Citation): string {
  const page = citation.page === null ? '' : `, page ${citation.page}`
  return `[${citation.n}] ${titleOf(citation)}${page}: “${citation.quote}” (${placeOf(citation.path)})`
}

/** The answer as plain text: its sentences with their numbers, then the passages they stand for. */
export function answerWithSources(answer: Answer): string {
  if (answer.abstained) return `${answer.question}\n\nNot found in your documents.`
  const paragraphs = layOutAnswer(answer).map(({ kind, sentences }) => {
    const text = sentences.map(
      (sentence) =>
        `${sentence.text}${sentence.citations.map((n) => ` [${n}]`).join('')}` +
        (sentence.supported ? '' : ' [no source]'),
    )
    return `${kind === 'item' ? '- ' : ''}${text.join(' ')}`
  })
  const sources = answer.citations.map(sourceLine)
  return [answer.question, paragraphs.join('\n'), sources.join('\n')].join('\n\n').trim()
}
