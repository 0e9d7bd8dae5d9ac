import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { engine } from '../../engine/client.ts'
import type { Answer, AnswerTrace } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { count, seconds } from '../../ui/format.ts'
import { explanationEntries, nameOf } from './explanation-entries.ts'
import { FoundPassages } from './found-passages.tsx'

interface HowFoundProps {
  readonly answer: Answer
  readonly messageId: number
}

/** How an answer was found: what was looked for and why, what each part gave each passage, how long it took. Asked for when opened. */
export function HowFound({ answer, messageId }: HowFoundProps) {
  const [isOpen, setOpen] = useState(false)
  const { data, error } = useQuery(
    engine.answer.explain.queryOptions({
      input: { traceId: answer.traceId },
      enabled: isOpen,
    }),
  )
  return (
    <details className="how-found" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>How this was found</summary>
      {error !== null && <FailureNote {...failureOf(error)} tone="mild" />}
      {data !== undefined && <Trace trace={data} messageId={messageId} />}
    </details>
  )
}

function Trace({ trace, messageId }: { readonly trace: AnswerTrace; readonly messageId: number }) {
  const { query, searched, explanation, passages, confidence, ms } = trace
  return (
    <div className="how-found-body">
      <dl className="facts">
        <Fact name="Asked">{query}</Fact>
        {explanationEntries(explanation ?? {}).map(({ name, items }) => (
          <Fact key={name} name={name}>
            {items.map(({ text, note }, index) => (
              <span key={index} className="fact-item">
                {text}
                {note !== '' && <span className="fact-note"> {note}</span>}
              </span>
            ))}
          </Fact>
        ))}
        <Fact name="Searched">
          {count(searched.chunks, 'chunk')} in {count(searched.documents, 'document')}
        </Fact>
        {confidence !== null && (
          <Fact name="Answers it">
            {percent(confidence.probability)} likely
            <span className="fact-note"> answered from {percent(confidence.threshold)}</span>
          </Fact>
        )}
        <Fact name="Took">
          {Object.entries(ms).map(([part, time]) => (
            <span key={part} className="fact-item">
              {nameOf(part).toLowerCase()} {seconds(time)}
            </span>
          ))}
        </Fact>
      </dl>
      <FoundPassages passages={passages} messageId={messageId} />
    </div>
  )
}

interface FactProps {
  readonly name: string
  readonly children: React.ReactNode
}

function Fact({ name, children }: FactProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
