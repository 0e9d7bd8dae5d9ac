import type { Citation } from '../../engine/contract-types.ts'
import { titleOf } from '../../ui/format.ts'
import { openCitation, placeText } from './open-citation.ts'

/** The passages an answer cites, in the margin beside it. */
export function Sources({ citations }: { readonly citations: readonly Citation[] }) {
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
          </li>
        ))}
      </ol>
    </aside>
  )
}
