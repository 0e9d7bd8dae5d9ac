import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { engine } from '../../engine/client.ts'
import type { Box, DocumentView } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import type { DocumentTarget } from '../../state/navigation.ts'
import { Desk } from './desk.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import type { Paging } from './use-paging.ts'

/** The engine draws no larger. */
const LARGEST_SCALE = 4

interface PageSheetProps {
  readonly view: DocumentView
  readonly target: DocumentTarget
  readonly paging: Paging
}

/** A page as the engine drew it, with the cited passage marked. */
export function PageSheet({ view, target, paging }: PageSheetProps) {
  const { documentId, span, title } = target
  const { page, pageCount, zoom } = paging
  const density = window.devicePixelRatio
  const scale = Math.min(LARGEST_SCALE, zoom * density)
  const image = useQuery(
    engine.document.pageImage.queryOptions({
      input: { documentId, page, scale },
      placeholderData: keepPreviousData,
      staleTime: Infinity,
      gcTime: 60_000,
    }),
  )
  const boxes = useQuery(
    engine.document.boxes.queryOptions({ input: span ?? skipToken, staleTime: Infinity }),
  )
  const here = boxes.data?.filter((box) => box.page === page) ?? []
  if (image.error !== null) return <FailureNote {...failureOf(image.error)} />
  return (
    <Desk label={`Page ${page}`}>
      {image.data === undefined ? (
        <BlankSheet view={view} page={page} zoom={zoom} />
      ) : (
        <figure
          className="sheet"
          data-page={page}
          aria-busy={image.isPlaceholderData}
          style={{ width: (image.data.width / scale) * zoom }}
        >
          <img src={image.data.dataUrl} alt={`Page ${page} of ${pageCount} of ${title}`} />
          {!image.isPlaceholderData && <Highlights boxes={here} />}
        </figure>
      )}
    </Desk>
  )
}

interface BlankSheetProps {
  readonly view: DocumentView
  readonly page: number
  readonly zoom: number
}

/** Stands where the page will be, in its size. */
function BlankSheet({ view, page, zoom }: BlankSheetProps) {
  const { width, height } = view.pages[page - 1] ?? { width: null, height: null }
  return (
    <div
      className="sheet sheet-blank"
      style={{ width: (width ?? 612) * zoom, height: (height ?? 792) * zoom }}
    >
      Drawing page {page}…
    </div>
  )
}

function percent(fraction: number): string {
  return `${fraction * 100}%`
}

function Highlights({ boxes }: { readonly boxes: readonly Box[] }) {
  const first = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    first.current?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }, [boxes.length])
  return boxes.map((box, index) => (
    <span
      key={index}
      ref={index === 0 ? first : undefined}
      className="highlight-box"
      data-testid="highlight"
      style={{
        left: percent(box.x),
        top: percent(box.y),
        width: percent(box.width),
        height: percent(box.height),
      }}
    />
  ))
}
