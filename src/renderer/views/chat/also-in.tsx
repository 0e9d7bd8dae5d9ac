import type { FoundPassage } from '../../engine/contract-types.ts'
import { nameOf, titleOf } from '../../ui/format.ts'
import { openPassage } from './open-citation.ts'

interface AlsoInProps {
  /** The passage that is shown. */
  readonly of: { readonly title: string; readonly path: string }
  readonly places: FoundPassage['alsoIn']
}

/** Other documents where a passage stands; each opens there. Of one that says it in other words, which. */
export function AlsoIn({ of: shown, places }: AlsoInProps) {
  if (places.length === 0) return null
  return (
    <div className="also-in">
      Also in
      <ul>
        {places.map(({ differs, ...place }) => (
          <li key={place.documentId}>
            <button
              type="button"
              className="also-in-open"
              title={place.path}
              onClick={() => openPassage({ ...place, text: '' })}
            >
              {titleOf(place) === titleOf(shown) ? nameOf(place.path) : titleOf(place)}
            </button>
            {differs !== undefined && <Differs {...differs} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Differs({ here, there }: NonNullable<FoundPassage['alsoIn'][number]['differs']>) {
  return (
    <span className="also-in-differs">
      differs slightly
      {there.length > 0 && (
        <>
          , there <q>{there.join(' ')}</q>
        </>
      )}
      {here.length > 0 && (
        <>
          , here <q>{here.join(' ')}</q>
        </>
      )}
    </span>
  )
}
