import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { LibraryBig } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { engine } from '../../engine/client.ts'
import type { LibraryStatus } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { useImports } from '../../state/imports.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { AddButtons } from './add-buttons.tsx'
import { AddByPath } from './add-by-path.tsx'
import { DocumentTable } from './document-table.tsx'
import { FailedBanner } from './failed-banner.tsx'
import { ImportPanel } from './import-panel.tsx'
import { OutdatedBanner } from './outdated-banner.tsx'
import { ResumeBanner } from './resume-banner.tsx'
import { WaitingFiles } from './waiting-files.tsx'
import { WatchedFolders } from './watched-folders.tsx'

/** More rows than this are slow to draw and nobody reads them; the filter finds the rest. */
const SHOWN_ROWS = 500

export function LibraryView() {
  const [filter, setFilter] = useState('')
  const [tag, setTag] = useState<string | null>(null)
  const query = useDeferredValue(filter.trim())
  const imports = useImports((state) => state.imports)
  const status = useQuery(engine.library.status.queryOptions())
  const list = useQuery(
    engine.library.list.queryOptions({
      input: {
        limit: SHOWN_ROWS,
        ...(query === '' ? {} : { query }),
        ...(tag === null ? {} : { tag }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const error = list.error ?? status.error
  const isEmpty = list.data?.total === 0 && query === '' && tag === null
  return (
    <div className="page">
      <Head status={status.data} />
      {error !== null && <FailureNote {...failureOf(error)} />}
      <ResumeBanner status={status.data} />
      <FailedBanner failed={status.data?.failed ?? 0} />
      <OutdatedBanner status={status.data} />
      {imports.map((one) => (
        <ImportPanel key={one.id} running={one} />
      ))}
      <WaitingFiles />
      <AddByPath />
      <WatchedFolders />
      {isEmpty && imports.every((one) => one.state !== 'running') && <EmptyLibrary />}
      {list.data !== undefined && !isEmpty && (
        <DocumentTable
          documents={list.data.documents}
          total={list.data.total}
          filter={filter}
          onFilter={setFilter}
          tag={tag}
          onTag={setTag}
        />
      )}
    </div>
  )
}

function Head({ status }: { readonly status: LibraryStatus | undefined }) {
  return (
    <header className="page-head">
      <div>
        <h1>Library</h1>
        <p className="page-sub" role="status">
          {status === undefined ? '' : summaryOf(status)}
        </p>
      </div>
      <div className="page-actions">
        <AddButtons />
      </div>
    </header>
  )
}

function summaryOf({ documents, waiting, summary }: LibraryStatus): string {
  return documents + waiting === 0 ? 'Nothing here yet' : summary
}

function EmptyLibrary() {
  return (
    <EmptyState icon={<LibraryBig size={44} strokeWidth={1.3} />} title="Your library is empty">
      <p>
        Drop files or folders anywhere on this window, or choose them above. PDF, Office and
        OpenDocument files, mail, e-books, web pages, text, archives and scanned images are read on
        this computer and kept encrypted.
      </p>
    </EmptyState>
  )
}
