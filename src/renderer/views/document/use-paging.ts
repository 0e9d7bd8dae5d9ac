import { useState } from 'react'
import type { DocumentView } from '../../engine/contract-types.ts'
import type { DocumentTarget } from '../../state/navigation.ts'

/** Screen pixels a point. 1.25 shows a letter page about as wide as a column of this size needs. */
const zoomSteps = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3] as const
const FIRST_ZOOM = 3

export interface Paging {
  readonly page: number
  readonly pageCount: number
  readonly zoom: number
  readonly canZoomIn: boolean
  readonly canZoomOut: boolean
  go(page: number): void
  zoomBy(steps: 1 | -1): void
  onKeyDown(event: React.KeyboardEvent): void
}

/** The page that holds the start of the span, when the target does not say. */
function firstPage(target: DocumentTarget, view: DocumentView | undefined): number {
  if (target.page !== null) return target.page
  const start = target.span?.start ?? 0
  return view?.pages.find((page) => page.end > start)?.page ?? 1
}

/** Which page is shown and how large; the arrow keys, Page Up and Down, Home, End, + and − change it. */
export function usePaging(target: DocumentTarget, view: DocumentView | undefined): Paging {
  const [chosen, setChosen] = useState<number | null>(null)
  const [step, setStep] = useState(FIRST_ZOOM)
  const pageCount = Math.max(1, view?.pages.length ?? 1)
  const page = Math.min(pageCount, chosen ?? firstPage(target, view))
  const go = (wanted: number) => setChosen(Math.min(pageCount, Math.max(1, wanted)))
  const zoomBy = (steps: 1 | -1) =>
    setStep((before) => Math.min(zoomSteps.length - 1, Math.max(0, before + steps)))
  const actions: Readonly<Record<string, () => void>> = {
    ArrowRight: () => go(page + 1),
    ArrowLeft: () => go(page - 1),
    PageDown: () => go(page + 1),
    PageUp: () => go(page - 1),
    Home: () => go(1),
    End: () => go(pageCount),
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
  }
  return {
    page,
    pageCount,
    zoom: zoomSteps[step] ?? 1,
    canZoomIn: step < zoomSteps.length - 1,
    canZoomOut: step > 0,
    go,
    zoomBy,
    onKeyDown: (event) => {
      const action = actions[event.key]
      if (action === undefined || event.target instanceof HTMLInputElement) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      action()
    },
  }
}
