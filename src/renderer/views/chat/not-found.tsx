import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { engine } from '../../engine/client.ts'
import type { Passage } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { useNavigation } from '../../state/navigation.ts'
import { everything, isEverything, narrow } from '../../state/question-scope.ts'
import { ask, type Coverage } from '../../state/turns.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { titleOf } from '../../ui/format.ts'
import { useScope } from './use-scope.ts'
import { openPassage, placeText } from './open-citation.ts'
import { RightDocument } from './right-document.tsx'

const SHOWN = 4

interface NotFoundProps {
  /** As it was searched for. */
  readonly question: string
  /** As it was typed. */
  readonly asked: string
  /** In how many documents; unknown in answers of older versions. */
  readonly documents: number | undefined
  /** Known for answers given since the page was opened. */
  readonly coverage: Coverage | undefined
  readonly messageId: number
}

export function NotFound({ question, asked, documents, coverage, messageId }: NotFoundProps) {
  return (
    <div className="not-found">
      <p className="not-found-title">
        <SearchX size={20} aria-hidden />
        Not found in your documents
      </p>
      <p className="not-found-text">
        {documents === 0
          ? 'There was no document to look in: none fits what the question is narrowed to, such as a tag, a date, or a phrase in quotes.'
          : 'Nothing in your library answers this closely enough, so Carrel does not guess. Try the words your documents would use, or add the document that says it.'}
      </p>
      <AskEverything question={asked} />
      {coverage === undefined ? (
        <NearestOnDemand question={question} messageId={messageId} />
      ) : (
        <AlsoLookedAt passages={coverage.passages} messageId={messageId} />
      )}
    </div>
  )
}

/** Where the conversation is narrowed, the answer may be in what was left out. */
function AskEverything({ question }: { readonly question: string }) {
  const conversationId = useNavigation((state) => state.conversationId)
  const scope = useScope(conversationId)
  if (isEverything(scope)) return null
  return (
    <Button
      onClick={() => {
        narrow(conversationId, everything)
        void ask(question)
      }}
    >
      Ask all documents instead
    </Button>
  )
}

interface NearestProps {
  readonly question: string
  readonly messageId: number
}

function NearestOnDemand({ question, messageId }: NearestProps) {
  const [isWanted, setWanted] = useState(false)
  const { data, error, isFetching } = useQuery(
    engine.search.passages.queryOptions({
      input: { query: question, limit: SHOWN },
      enabled: isWanted,
    }),
  )
  if (error !== null) return <FailureNote {...failureOf(error)} />
  if (data !== undefined) return <AlsoLookedAt passages={data.hits} messageId={messageId} />
  return (
    <Button tone="quiet" disabled={isFetching} onClick={() => setWanted(true)}>
      Show the nearest passages
    </Button>
  )
}

interface AlsoLookedAtProps {
  readonly passages: readonly Passage[]
  readonly messageId: number
}

function AlsoLookedAt({ passages, messageId }: AlsoLookedAtProps) {
  if (passages.length === 0) return null
  return (
    <section className="looked-at" aria-label="Also looked at">
      <h3>Also looked at</h3>
      <ul>
        {passages.slice(0, SHOWN).map((passage) => (
          <li key={`${passage.versionId}-${passage.start}`}>
            <button type="button" className="source" onClick={() => openPassage(passage)}>
              <span className="source-head">
                <span className="source-title">{titleOf(passage)}</span>
                <span className="source-page">{placeText(passage.page)}</span>
              </span>
              <span className="source-quote">{passage.text}</span>
            </button>
            <RightDocument messageId={messageId} document={passage} />
          </li>
        ))}
      </ul>
    </section>
  )
}
