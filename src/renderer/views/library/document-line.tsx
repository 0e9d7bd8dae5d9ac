import { useMutation } from '@tanstack/react-query'
import {
  Braces,
  ExternalLink,
  FileCode2,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileType2,
  KeyRound,
  RotateCcw,
  Trash2,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import { engine } from '../../engine/client.ts'
import type { DocumentRow, Failure } from '../../engine/contract-types.ts'
import { retryFailed } from '../../state/imports.ts'
import { openDocument } from '../../state/navigation.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { HoverCard } from '../../ui/hover-card.tsx'
import { ReadingReport } from '../document/reading-report.tsx'
import {
  ago,
  bytes,
  count,
  folderOf,
  nameOf,
  placeOf,
  sourceOf,
  titleOf,
  when,
} from '../../ui/format.ts'

const icons: Readonly<Record<string, LucideIcon>> = {
  pdf: FileType2,
  html: FileCode2,
  csv: FileSpreadsheet,
  image: FileImage,
  jsonl: Braces,
}

const statusNames: Readonly<Record<DocumentRow['status'], string>> = {
  indexed: 'Ready',
  waiting: 'Waiting',
  empty: 'No text',
  failed: 'Failed',
}

interface DocumentLineProps {
  readonly document: DocumentRow
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly onTag: (tag: string) => void
  readonly onUnlock: () => void
  readonly onReadAgain: () => void
  readonly onRemove: () => void
}

export function DocumentLine(props: DocumentLineProps) {
  const { document, isChosen, onChoose, onTag, onUnlock, onReadAgain, onRemove } = props
  const { documentId, path, failure, pages, sizeBytes, addedAt, externalId } = document
  const title = titleOf(document)
  const isInFolder = title === nameOf(path) && !path.startsWith('upload:')
  const whole = isInFolder ? folderOf(path) : placeOf(path)
  const place = externalId === undefined ? whole : sourceOf(document)
  return (
    <tr className={isChosen ? 'is-chosen' : undefined}>
      <td className="cell-check">
        <input
          type="checkbox"
          aria-label={`Choose ${title}`}
          checked={isChosen}
          onChange={onChoose}
        />
      </td>
      <td className="cell-title">
        <TitleCell {...{ document, title, place, onTag, onUnlock }} />
      </td>
      <td>
        <StatusCell document={document} title={title} />
      </td>
      <td className="cell-number">{pages > 0 ? pages : '–'}</td>
      <td className="cell-number">{sizeBytes === null ? '–' : bytes(sizeBytes)}</td>
      <td className="cell-when" title={when(addedAt)}>
        {ago(addedAt)}
      </td>
      <td className="cell-actions">
        {failure === undefined && <OpenOriginal documentId={documentId} title={title} />}
        <IconButton
          label={`Read ${title} again`}
          onClick={failure === undefined ? onReadAgain : () => void retryFailed([documentId])}
        >
          <RotateCcw size={16} aria-hidden />
        </IconButton>
        <IconButton label={`Remove ${title}`} onClick={onRemove}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </td>
    </tr>
  )
}

interface StatusCellProps {
  readonly document: DocumentRow
  readonly title: string
}

/** The state in a word, and how well the document was read beside what is pointed at or has the focus. */
function StatusCell({ document, title }: StatusCellProps) {
  const { status, unavailable, quality, failure } = document
  const name = unavailable === undefined ? statusNames[status] : 'Not there'
  if (quality === null || failure !== undefined)
    return <span className={`status status-${status}`}>{name}</span>
  const warnings = quality.warnings.length
  return (
    <HoverCard card={<ReadingReport document={document} />}>
      {(props) => (
        <button
          {...props}
          type="button"
          className={`status status-${status} status-report`}
          aria-label={`${name}${warnings === 0 ? '' : `, ${count(warnings, 'warning')}`}: how well ${title} was read`}
        >
          {name}
          {warnings > 0 && <TriangleAlert size={13} aria-hidden />}
        </button>
      )}
    </HoverCard>
  )
}

interface OpenOriginalProps {
  readonly documentId: number
  readonly title: string
}

function OpenOriginal({ documentId, title }: OpenOriginalProps) {
  const open = useMutation(engine.document.open.mutationOptions({ onError: tellFailure }))
  return (
    <IconButton
      label={`Open ${title} with its own program`}
      onClick={() => open.mutate({ documentId })}
    >
      <ExternalLink size={16} aria-hidden />
    </IconButton>
  )
}

interface TitleCellProps {
  readonly document: DocumentRow
  readonly title: string
  readonly place: string
  readonly onTag: (tag: string) => void
  readonly onUnlock: () => void
}

function TitleCell({ document, title, place, onTag, onUnlock }: TitleCellProps) {
  const { documentId, format, status, failure, path, unavailable } = document
  const Icon = icons[format ?? ''] ?? FileText
  const isReadable = status === 'indexed' || status === 'empty'
  return (
    <div className="title-cell">
      <Icon size={20} strokeWidth={1.5} aria-hidden />
      <div>
        {isReadable ? (
          <button
            type="button"
            className="title-open"
            onClick={() =>
              openDocument({
                ...{ documentId, title, page: null, span: null },
                ...{ quote: '', isCited: false },
              })
            }
          >
            {title}
          </button>
        ) : (
          <span className="title-plain">{title}</span>
        )}
        {failure === undefined ? (
          <span className="title-path" title={path}>
            {unavailable ?? place}
          </span>
        ) : (
          <FailureText failure={failure} title={title} onUnlock={onUnlock} />
        )}
        <TagList tags={document.tags} onTag={onTag} />
      </div>
    </div>
  )
}

interface FailureTextProps {
  readonly failure: Failure
  readonly title: string
  readonly onUnlock: () => void
}

/** Why it was not read, and what to do; for a locked document that is a button. */
function FailureText({ failure, title, onUnlock }: FailureTextProps) {
  return (
    <>
      <span className="title-failure">{failure.message}</span>
      {failure.code === 'password-protected' ? (
        <Button
          className="title-unlock"
          icon={<KeyRound size={15} aria-hidden />}
          aria-label={`Enter password of ${title}`}
          onClick={onUnlock}
        >
          Enter password…
        </Button>
      ) : (
        <span className="title-path">{failure.hint}</span>
      )}
    </>
  )
}

interface TagListProps {
  readonly tags: readonly string[]
  readonly onTag: (tag: string) => void
}

/** A document's tags; pressing one shows all documents that have it. */
function TagList({ tags, onTag }: TagListProps) {
  if (tags.length === 0) return null
  return (
    <span className="title-tags">
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className="tag tag-button"
          title={`Show all tagged “${tag}”`}
          onClick={() => onTag(tag)}
        >
          {tag}
        </button>
      ))}
    </span>
  )
}
