import type { Citation } from '../../engine/contract-types.ts'
import { titleOf } from '../../ui/format.ts'
import { HoverCard } from '../../ui/hover-card.tsx'
import { openCitation, placeText } from './open-citation.ts'

/** The number behind a sentence: pointed at it shows the quote, clicked it opens the passage. */
export function CitationMark({ citation }: { readonly citation: Citation }) {
  const { n, page, quote } = citation
  const place = placeText(page)
  const label = `Source ${n}: ${titleOf(citation)}${place === '' ? '' : `, ${place}`}`
  return (
    <HoverCard
      card={
        <>
          <p className="quote">
            {quote === '' ? 'This source was removed from your library.' : quote}
          </p>
          <p className="quote-from">
            {titleOf(citation)}
            {place !== '' && <span> · {place}</span>}
          </p>
        </>
      }
    >
      {(props) => (
        <button
          type="button"
          className="cite"
          aria-label={label}
          onClick={() => openCitation(citation)}
          {...props}
        >
          {n}
        </button>
      )}
    </HoverCard>
  )
}
