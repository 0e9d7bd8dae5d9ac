import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { engine } from '../../engine/client.ts'
import { failureOf } from '../../engine/failure-of.ts'
import type { DocumentTarget } from '../../state/navigation.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { DocumentBar } from './document-bar.tsx'
import { PageSheet } from './page-sheet.tsx'
import { ReadingReport } from './reading-report.tsx'
import { TextSheet } from './text-sheet.tsx'
import { usePaging } from './use-paging.ts'

/** A document over the view it was opened from, at the passage that led here. Escape goes back. */
export function DocumentView({ target }: { readonly target: DocumentTarget }) {
  const { documentId, span } = target
  const [wantsText, setWantsText] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const view = useQuery(engine.document.view.queryOptions({ input: { documentId } }))
  const paging = usePaging(target, view.data)
  // The first thing to have the focus, so that keys page and Escape goes back.
  useEffect(() => root.current?.focus(), [])
  const isOtherVersion =
    span !== null && view.data !== undefined && view.data.versionId !== span.versionId
  const showsPages = view.data?.hasPageImages === true && !wantsText
  return (
    <div
      ref={root}
      className="document"
      role="region"
      aria-label={target.title}
      tabIndex={-1}
      onKeyDown={showsPages ? paging.onKeyDown : undefined}
    >
      <DocumentBar
        target={target}
        hasPageImages={view.data?.hasPageImages === true}
        showsPages={showsPages}
        paging={paging}
        onToggleText={() => setWantsText(!wantsText)}
      />
      <Quote target={target} isOtherVersion={isOtherVersion} />
      {view.data !== undefined && (
        <div className="document-report">
          <ReadingReport document={view.data} />
        </div>
      )}
      {view.error !== null && <FailureNote {...failureOf(view.error)} />}
      {view.isPending && <p className="document-wait">Opening…</p>}
      {view.data !== undefined &&
        (showsPages ? (
          <PageSheet view={view.data} target={target} paging={paging} />
        ) : (
          <TextSheet view={view.data} span={isOtherVersion ? null : span} />
        ))}
    </div>
  )
}

interface QuoteProps {
  readonly target: DocumentTarget
  readonly isOtherVersion: boolean
}

/** The passage that led here, and whether it can still be shown in its place. */
function Quote({ target: { quote, isCited }, isOtherVersion }: QuoteProps) {
  if (isOtherVersion) {
    const then = quote === '' ? '' : ` ${isCited ? 'The answer quoted' : 'Found was'}: “${quote}”`
    return (
      <FailureNote
        tone="mild"
        message="This document has changed since the answer was given."
        hint={`It is shown as it is now.${then}`}
      />
    )
  }
  if (quote === '') return null
  return (
    <p className="document-quote">
      <span>{isCited ? 'Cited passage' : 'Found passage'}</span>
      <q>{quote}</q>
    </p>
  )
}
