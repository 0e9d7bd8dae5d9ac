import type { Answer, Sentence } from '../../engine/contract-types.ts'

export interface Paragraph {
  readonly kind: 'text' | 'item'
  readonly sentences: readonly Sentence[]
}

const LIST_MARK = /\n\s*(?:[-*•]|\d+[.)])\s+$/

/**
 * The checked sentences in the paragraphs and list items in which the answer was written. Line breaks stand between
 * sentences in the answer's text; a sentence that is not found there goes on in the paragraph before it.
 */
export function layOutAnswer({ answer, sentences }: Answer): readonly Paragraph[] {
  const paragraphs: { kind: Paragraph['kind']; sentences: Sentence[] }[] = []
  let from = 0
  for (const sentence of sentences) {
    const at = answer.indexOf(sentence.text, from)
    const gap = `${from === 0 ? '\n' : ''}${at < 0 ? '' : answer.slice(from, at)}`
    const kind = LIST_MARK.test(gap) ? 'item' : 'text'
    const last = paragraphs.at(-1)
    if (last === undefined || kind === 'item' || gap.includes('\n'))
      paragraphs.push({ kind, sentences: [sentence] })
    else last.sentences.push(sentence)
    if (at >= 0) from = at + sentence.text.length
  }
  return paragraphs
}
