import type { FoundPassage } from '../../engine/contract-types.ts'
import { titleOf } from '../../ui/format.ts'
import { AlsoIn } from './also-in.tsx'
import { nameOf } from './explanation-entries.ts'
import { openPassage, placeText } from './open-citation.ts'
import { RightDocument } from './right-document.tsx'

interface FoundPassagesProps {
  readonly passages: readonly FoundPassage[]
  readonly messageId: number
}

/** The passages an answer was made from, best first, with what each part of the search gave them. */
export function FoundPassages({ passages, messageId }: FoundPassagesProps) {
  if (passages.length === 0) return <p className="found-none">No passage was found.</p>
  const best = Math.max(...passages.map(({ score }) => score))
  return (
    <ol className="found" aria-label="Passages found">
      {passages.map((passage) => (
        <li key={passage.rank} className="found-passage">
          <div className="found-head">
            <button type="button" className="found-open" onClick={() => openPassage(passage)}>
              {titleOf(passage)}
            </button>
            <span className="found-place">{placeOf(passage)}</span>
            <RightDocument messageId={messageId} document={passage} />
          </div>
          {passage.via !== null && <p className="found-via">Followed: {passage.via}</p>}
          <p className="found-text">
            {passage.text === '' ? 'The document has changed since.' : passage.text}
          </p>
          <AlsoIn of={passage} places={passage.alsoIn} />
          <Contributions passage={passage} best={best} />
        </li>
      ))}
    </ol>
  )
}

/** Its page, and how likely it has to do with the question, as far as that is known. */
function placeOf({ page, relevance }: FoundPassage): string {
  const likely = relevance === null ? '' : `${Math.round(relevance * 100)} % likely relevant`
  return [placeText(page), likely].filter(Boolean).join(', ')
}

const partNames: Readonly<Record<string, string>> = {
  keyword: 'words',
  semantic: 'meaning',
  neighbours: 'similar passages',
}

/** Less rounds to nothing. */
const SEEN = 0.0005

interface ContributionsProps {
  readonly passage: FoundPassage
  /** The highest score of all. */
  readonly best: number
}

/** The score as a bar of its parts, and in numbers. */
function Contributions({ passage, best }: ContributionsProps) {
  const { because, score } = passage
  const parts = Object.entries(because ?? {})
    .map(([part, gain], index) => ({ part, gain, colour: `found-part-${index % 4}` }))
    .filter(({ gain }) => Math.abs(gain) >= SEEN)
  return (
    <div className="found-score">
      <span className="found-bar" aria-hidden>
        {parts.map(({ part, gain, colour }) => (
          <span
            key={part}
            className={`found-part ${colour}`}
            style={{ width: `${best > 0 ? Math.max(0, (gain / best) * 100) : 0}%` }}
          />
        ))}
      </span>
      <span className="found-numbers">
        {score.toFixed(3)}
        {parts.length > 0 && ' = '}
        {parts.map(({ part, gain, colour }, index) => (
          <span key={part}>
            {index > 0 && ' + '}
            <span className={`found-key ${colour}`} aria-hidden />
            {gain.toFixed(3)} {partNames[part] ?? nameOf(part).toLowerCase()}
          </span>
        ))}
      </span>
    </div>
  )
}
