import type { Answer, Message } from '../../engine/contract-types.ts'
import { useTurns } from '../../state/turns.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { seconds } from '../../ui/format.ts'
import { AnswerActions } from './answer-actions.tsx'
import { AnswerText } from './answer-text.tsx'
import { coverageText } from './coverage-text.ts'
import { HowFound } from './how-found.tsx'
import { NotFound } from './not-found.tsx'
import { Sources } from './sources.tsx'

const engineNames: Readonly<Record<Answer['engine'], string>> = {
  extractive: 'quoted from your documents',
  local: 'written by a model on this computer',
  cloud: 'written by a cloud model',
}

/** A stored answer: its text, and in the margin the passages it cites. */
export function AnswerTurn({ message }: { readonly message: Message }) {
  const { answer, messageId } = message
  const coverage = useTurns((state) => state.coverage[messageId])
  if (answer === null)
    return (
      <article className="turn" aria-label="Answer">
        <p className="turn-text prose">{message.text}</p>
      </article>
    )
  return (
    <article className="turn" aria-label="Answer">
      <div className="turn-text">
        {answer.fallback !== undefined && <Fallback answer={answer} />}
        {answer.abstained ? (
          <NotFound
            question={answer.query ?? answer.question}
            asked={answer.question}
            documents={answer.searched?.documents}
            coverage={coverage}
            messageId={messageId}
          />
        ) : (
          <AnswerText answer={answer} />
        )}
        <p className="turn-facts">
          {answer.searched !== undefined &&
            `${coverageText(answer.searched.chunks, answer.searched.documents)} · `}
          {!answer.abstained && `${engineNames[answer.engine]} · `}
          {answer.model !== null && `${answer.model} · `}
          {seconds(answer.ms.total)}
        </p>
        <AnswerActions answer={answer} messageId={messageId} />
        <HowFound answer={answer} messageId={messageId} />
      </div>
      {answer.citations.length > 0 && <Sources answer={answer} />}
    </article>
  )
}

function Fallback({ answer }: { readonly answer: Answer }) {
  const { fallback } = answer
  if (fallback === undefined) return null
  return (
    <FailureNote
      tone="mild"
      message={`Answered with quotes from your documents instead. ${fallback.message}`}
      hint={fallback.hint}
    />
  )
}
