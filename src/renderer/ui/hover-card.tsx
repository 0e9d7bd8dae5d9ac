import { useId, useState, type ReactNode, type SyntheticEvent } from 'react'
import { createPortal } from 'react-dom'

interface HoverCardProps {
  readonly card: ReactNode
  /** The element that is pointed at; must pass `props` on to a button or link. */
  readonly children: (props: {
    readonly 'aria-describedby': string | undefined
    readonly onFocus: (event: SyntheticEvent<HTMLElement>) => void
    readonly onBlur: () => void
  }) => ReactNode
}

const WIDTH = 340
const MARGIN = 12

interface Place {
  readonly left: number
  readonly top: number
  readonly isAbove: boolean
}

function placeBy(rect: DOMRect): Place {
  const left = Math.min(
    Math.max(MARGIN, rect.left + rect.width / 2 - WIDTH / 2),
    Math.max(MARGIN, window.innerWidth - WIDTH - MARGIN),
  )
  const isAbove = rect.top > window.innerHeight / 2
  return { left, top: isAbove ? rect.top - 8 : rect.bottom + 8, isAbove }
}

/** Shows a card beside what is pointed at or has the focus, above everything and within the window. */
export function HoverCard({ card, children }: HoverCardProps) {
  const id = useId()
  const [place, setPlace] = useState<Place | null>(null)
  const show = (event: SyntheticEvent<HTMLElement>) =>
    setPlace(placeBy(event.currentTarget.getBoundingClientRect()))
  const hide = () => setPlace(null)
  return (
    <span className="hover-anchor" onMouseEnter={show} onMouseLeave={hide}>
      {children({
        'aria-describedby': place === null ? undefined : id,
        onFocus: show,
        onBlur: hide,
      })}
      {place !== null &&
        createPortal(
          <div
            id={id}
            role="tooltip"
            className={place.isAbove ? 'hover-card hover-card-above' : 'hover-card'}
            style={{ left: place.left, top: place.top, width: WIDTH }}
          >
            {card}
          </div>,
          document.body,
        )}
    </span>
  )
}
