import { Fragment } from 'react'
import type { Answer, Citation, Sentence } from '../../engine/contract-types.ts'
import { CitationMark } from './citation-mark.tsx'
import { layOutAnswer } from './lay-out-answer.ts'

/** The answer sentence by sentence, each with its numbered marks, or marked as unsupported. */
export function AnswerText({ answer }: { readonly answer: Answer }) {
  const byNumber = new Map(answer.citations.map((citation) => [citation.n, citation]))
  return (
    <div className="prose">
      {layOutAnswer(answer).map((paragraph, index) => (
        <p key={index} className={paragraph.kind === 'item' ? 'prose-item' : undefined}>
          {paragraph.sentences.map((sentence, position) => (
            <Fragment key={position}>
              {position > 0 && ' '}
              <SentenceText sentence={sentence} byNumber={byNumber} />
            </Fragment>
          ))}
        </p>
      ))}
    </div>
  )
}

interface SentenceTextProps {
  readonly sentence: Sentence
  readonly byNumber: ReadonlyMap<number, Citation>
}

function SentenceText({ sentence, byNumber }: SentenceTextProps) {
  const { text, citations, supported } = sentence
  if (!supported)
    return (
      <span className="unsupported">
        <span className="unsupported-text">{text}</span>
        <span className="unsupported-mark" title="No passage in your documents says this.">
          no source
        </span>
      </span>
    )
  return (
    <span className="sentence">
      {text}
      {citations.map((n) => {
        const citation = byNumber.get(n)
        return citation === undefined ? null : <CitationMark key={n} citation={citation} />
      })}
    </span>
  )
}
