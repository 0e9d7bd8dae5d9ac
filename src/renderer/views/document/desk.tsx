import { useEffect, useRef, type ReactNode } from 'react'

interface DeskProps {
  readonly label: string
  readonly children: ReactNode
}

/** What a page or text lies on and is scrolled over. Takes the focus from the view round it, so that arrow keys scroll. */
export function Desk({ label, children }: DeskProps) {
  const desk = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (desk.current?.parentElement === document.activeElement)
      desk.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={desk} className="sheet-desk" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
