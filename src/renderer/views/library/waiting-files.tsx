import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowUpToLine } from 'lucide-react'
import { useState } from 'react'
import { changed, engine } from '../../engine/client.ts'
import { tellFailure } from '../../state/notices.ts'
import { IconButton } from '../../ui/button.tsx'
import { bytes, count, nameOf } from '../../ui/format.ts'

/** More than this nobody reads; the command line lists them all. */
const SHOWN = 50
/** How often the list is asked for again while it is open. */
const REFRESH_MS = 2000

/** The files that wait, when they are asked for, each with a button that puts it first. */
export function WaitingFiles() {
  const [isOpen, setOpen] = useState(false)
  const queue = useQuery(
    engine.library.queue.queryOptions({
      input: { limit: SHOWN },
      refetchInterval: isOpen ? REFRESH_MS : false,
    }),
  )
  const { files = [], total = 0 } = queue.data ?? {}
  if (total === 0) return null
  return (
    <details className="import-waiting" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{count(total, 'file')} waiting</summary>
      <ul>
        {files.map((file) => (
          <WaitingLine key={file.path} {...file} />
        ))}
      </ul>
      {total > files.length && <p className="hint">{count(total - files.length, 'more file')}.</p>}
    </details>
  )
}

interface WaitingLineProps {
  readonly path: string
  readonly sizeBytes: number | null
  readonly isFirst: boolean
}

function WaitingLine({ path, sizeBytes, isFirst }: WaitingLineProps) {
  const put = useMutation(
    engine.library.putFirst.mutationOptions({
      onSuccess: () => changed('library'),
      onError: tellFailure,
    }),
  )
  return (
    <li title={path}>
      <span className="import-file-name">{nameOf(path)}</span>
      <span className="import-file-step">
        {isFirst ? 'comes first' : sizeBytes === null ? '' : bytes(sizeBytes)}
      </span>
      <IconButton
        label={`Read ${nameOf(path)} first`}
        disabled={isFirst}
        onClick={() => put.mutate({ path })}
      >
        <ArrowUpToLine size={16} aria-hidden />
      </IconButton>
    </li>
  )
}
