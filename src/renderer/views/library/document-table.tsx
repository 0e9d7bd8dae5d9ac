import { useState } from 'react'
import type { DocumentRow } from '../../engine/contract-types.ts'
import { DocumentLine } from './document-line.tsx'
import { RemoveDocuments } from './remove-documents.tsx'
import { TableTools } from './table-tools.tsx'

interface DocumentTableProps {
  readonly documents: readonly DocumentRow[]
  readonly total: number
  readonly filter: string
  readonly onFilter: (filter: string) => void
}

const none: ReadonlySet<number> = new Set()

export function DocumentTable({ documents, total, filter, onFilter }: DocumentTableProps) {
  const [chosen, setChosen] = useState(none)
  const [leaving, setLeaving] = useState<readonly DocumentRow[]>([])
  const marked = documents.filter((document) => chosen.has(document.documentId))
  return (
    <section aria-label="Documents">
      <TableTools
        filter={filter}
        onFilter={onFilter}
        shown={documents.length}
        total={total}
        marked={marked.length}
        onRemove={() => setLeaving(marked)}
      />
      {documents.length === 0 ? (
        <p className="table-none">No document matches “{filter}”.</p>
      ) : (
        <Rows documents={documents} chosen={chosen} onChosen={setChosen} onRemove={setLeaving} />
      )}
      {leaving.length > 0 && (
        <RemoveDocuments
          documents={leaving}
          onClose={() => setLeaving([])}
          onRemoved={() => {
            setLeaving([])
            setChosen(none)
          }}
        />
      )}
    </section>
  )
}

interface RowsProps {
  readonly documents: readonly DocumentRow[]
  readonly chosen: ReadonlySet<number>
  readonly onChosen: (chosen: ReadonlySet<number>) => void
  readonly onRemove: (documents: readonly DocumentRow[]) => void
}

function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

function Rows({ documents, chosen, onChosen, onRemove }: RowsProps) {
  const ids = documents.map((document) => document.documentId)
  const areAll = ids.every((id) => chosen.has(id))
  return (
    <table className="documents">
      <Head areAll={areAll} onAll={() => onChosen(areAll ? none : new Set(ids))} />
      <tbody>
        {documents.map((document) => (
          <DocumentLine
            key={document.documentId}
            document={document}
            isChosen={chosen.has(document.documentId)}
            onChoose={() => onChosen(toggled(chosen, document.documentId))}
            onRemove={() => onRemove([document])}
          />
        ))}
      </tbody>
    </table>
  )
}

interface HeadProps {
  readonly areAll: boolean
  readonly onAll: () => void
}

function Head({ areAll, onAll }: HeadProps) {
  return (
    <thead>
      <tr>
        <th className="cell-check">
          <input type="checkbox" aria-label="Choose all" checked={areAll} onChange={onAll} />
        </th>
        <th>Document</th>
        <th>Status</th>
        <th className="cell-number">Pages</th>
        <th className="cell-number">Size</th>
        <th className="cell-when">Added</th>
        <th>
          <span className="off-screen">Actions</span>
        </th>
      </tr>
    </thead>
  )
}
