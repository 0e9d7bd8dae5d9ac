import { LoaderCircle } from 'lucide-react'
import type { Turn } from '../../state/turns.ts'
import { ask } from '../../state/turns.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { coverageText } from './coverage-text.ts'

/** An answer on its way, or one that did not get to its end. */
export function LiveTurn({ turn }: { readonly turn: Turn }) {
  const { state, text, coverage, failure, question } = turn
  const isRunning = state === 'searching' || state === 'writing'
  return (
    <article className="turn" aria-label="Answer" aria-busy={isRunning}>
      <div className="turn-text">
        {isRunning && (
          <p className="working" role="status">
            <LoaderCircle size={15} className="spin" aria-hidden />
            {coverage === null
              ? 'Searching your documents…'
              : `${coverageText(coverage.searchedChunks, coverage.searchedDocuments)}; reading…`}
          </p>
        )}
        {text !== '' && (
          <p className={isRunning ? 'prose prose-live' : 'prose prose-cut'}>{text}</p>
        )}
        {state === 'stopped' && (
          <p className="working">
            Stopped. <Again question={question} />
          </p>
        )}
        {failure !== null && (
          <FailureNote message={failure.message} hint={failure.hint}>
            <Again question={question} />
          </FailureNote>
        )}
      </div>
    </article>
  )
}

interface StoppedTurnProps {
  readonly question: string
  readonly isLast: boolean
}

/** In place of an answer that never came. */
export function StoppedTurn({ question, isLast }: StoppedTurnProps) {
  return (
    <article className="turn" aria-label="Stopped">
      <div className="turn-text">
        <p className="working">Stopped. {isLast && <Again question={question} />}</p>
      </div>
    </article>
  )
}

function Again({ question }: { readonly question: string }) {
  return (
    <Button tone="quiet" onClick={() => void ask(question)}>
      Ask again
    </Button>
  )
}
