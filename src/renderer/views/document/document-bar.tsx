import { useMutation } from '@tanstack/react-query'
import {
  ArrowLeft,
  ChevronLeft,
  ChevronRight,
  ExternalLink,
  FileText,
  Image,
  RotateCcw,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { useState } from 'react'
import { engine } from '../../engine/client.ts'
import { closeDocument, type DocumentTarget } from '../../state/navigation.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ReadAgain } from './read-again.tsx'
import type { Paging } from './use-paging.ts'

interface DocumentBarProps {
  readonly target: DocumentTarget
  readonly hasPageImages: boolean
  readonly showsPages: boolean
  readonly paging: Paging
  readonly onToggleText: () => void
}

export function DocumentBar(props: DocumentBarProps) {
  const { target, hasPageImages, showsPages, paging, onToggleText } = props
  const openOriginal = useMutation(engine.document.open.mutationOptions({ onError: tellFailure }))
  return (
    <div className="document-bar">
      <Button tone="quiet" icon={<ArrowLeft size={17} aria-hidden />} onClick={closeDocument}>
        Back
      </Button>
      <h1 title={target.title}>{target.title}</h1>
      {showsPages && <PageControls paging={paging} />}
      {hasPageImages && (
        <Button
          tone="quiet"
          icon={showsPages ? <FileText size={16} aria-hidden /> : <Image size={16} aria-hidden />}
          onClick={onToggleText}
        >
          {showsPages ? 'Show text' : 'Show page'}
        </Button>
      )}
      <ReadThisAgain target={target} />
      <IconButton
        label="Open with its own program"
        onClick={() => openOriginal.mutate({ documentId: target.documentId })}
      >
        <ExternalLink size={17} aria-hidden />
      </IconButton>
    </div>
  )
}

function ReadThisAgain({ target: { documentId, title } }: Pick<DocumentBarProps, 'target'>) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IconButton label="Read again…" onClick={() => setOpen(true)}>
        <RotateCcw size={17} aria-hidden />
      </IconButton>
      {isOpen && (
        <ReadAgain
          of={{ documentIds: [documentId] }}
          name={`“${title}”`}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

function PageControls({ paging }: { readonly paging: Paging }) {
  const { page, pageCount, zoom } = paging
  return (
    <div className="document-controls">
      <IconButton label="Previous page" disabled={page <= 1} onClick={() => paging.go(page - 1)}>
        <ChevronLeft size={18} aria-hidden />
      </IconButton>
      <label className="document-page">
        <span className="off-screen">Page</span>
        <input
          key={page}
          className="field"
          inputMode="numeric"
          defaultValue={page}
          onBlur={(event) => paging.go(Number(event.target.value) || page)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
          }}
        />
        <span aria-live="polite">of {pageCount}</span>
      </label>
      <IconButton
        label="Next page"
        disabled={page >= pageCount}
        onClick={() => paging.go(page + 1)}
      >
        <ChevronRight size={18} aria-hidden />
      </IconButton>
      <span className="document-gap" />
      <IconButton label="Smaller" disabled={!paging.canZoomOut} onClick={() => paging.zoomBy(-1)}>
        <ZoomOut size={17} aria-hidden />
      </IconButton>
      <span className="document-zoom">{Math.round(zoom * 100)}%</span>
      <IconButton label="Larger" disabled={!paging.canZoomIn} onClick={() => paging.zoomBy(1)}>
        <ZoomIn size={17} aria-hidden />
      </IconButton>
    </div>
  )
}
