import { useQuery } from '@tanstack/react-query'
import { engine } from '../../engine/client.ts'
import type { Answer, Citation, FoundPassage } from '../../engine/contract-types.ts'
import { titleOf } from '../../ui/format.ts'
import { AlsoIn } from './also-in.tsx'
import { openCitation, placeText } from './open-citation.ts'

/** The passages an answer cites, in the margin beside it, and where they stand besides. */
export function Sources({ answer: { citations, traceId } }: { readonly answer: Answer }) {
  // Without a trace, which goes with a document that it shows, nothing is said of other places.
  const { data } = useQuery(engine.answer.explain.queryOptions({ input: { traceId } }))
  return (
    <aside className="sources" aria-label="Sources">
      <h3>Sources</h3>
      <ol>
        {citations.map((citation) => (
          <li key={citation.n}>
            <button type="button" className="source" onClick={() => openCitation(citation)}>
              <span className="source-head">
                <span className="source-number">{citation.n}</span>
                <span className="source-title">{titleOf(citation)}</span>
                {citation.page !== null && <span className="source-page">p. {citation.page}</span>}
              </span>
              <span className="source-quote">
                {citation.quote === '' ? 'Removed from your library.' : citation.quote}
              </span>
              <span className="off-screen">Open {placeText(citation.page)}</span>
            </button>
            <AlsoIn of={citation} places={passageOf(citation, data?.passages)?.alsoIn ?? []} />
          </li>
        ))}
      </ol>
    </aside>
  )
}

/** The passage a citation was taken from. */
function passageOf(
  { versionId, start, end }: Citation,
  passages: readonly FoundPassage[] = [],
): FoundPassage | undefined {
  return passages.find(
    (passage) => passage.versionId === versionId && passage.start <= start && passage.end >= end,
  )
}
