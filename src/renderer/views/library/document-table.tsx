import { Search, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { DocumentRow } from '../../engine/contract-types.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'
import { DocumentLine } from './document-line.tsx'
import { RemoveDocuments } from './remove-documents.tsx'

interface DocumentTableProps {
  readonly documents: readonly DocumentRow[]
  readonly total: number
  readonly filter: string
  readonly onFilter: (filter: string) => void
}

function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

const none: ReadonlySet<number> = new Set()

export function DocumentTable({ documents, total, filter, onFilter }: DocumentTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(none)
  const [leaving, setLeaving] = useState<readonly DocumentRow[]>([])
  const marked = documents.filter((document) => chosen.has(document.documentId))
  const areAll = marked.length === documents.length && documents.length > 0
  return (
    <section aria-label="Documents">
      <div className="table-tools">
        <label className="search-field">
          <Search size={16} aria-hidden />
          <input
            className="field"
            type="search"
            aria-label="Filter documents"
            placeholder="Filter by title or path"
            value={filter}
            onChange={(event) => onFilter(event.target.value)}
          />
        </label>
        <span className="table-count" role="status">
          {documents.length < total
            ? `${documents.length} of ${count(total, 'document')}; filter to see others`
            : count(total, 'document')}
        </span>
        {marked.length > 0 && (
          <Button
            tone="danger"
            icon={<Trash2 size={16} aria-hidden />}
            onClick={() => setLeaving(marked)}
          >
            Remove {marked.length}
          </Button>
        )}
      </div>
      {documents.length === 0 ? (
        <p className="table-none">No document matches “{filter}”.</p>
      ) : (
        <table className="documents">
          <thead>
            <tr>
              <th className="cell-check">
                <input
                  type="checkbox"
                  aria-label="Choose all"
                  checked={areAll}
                  onChange={() =>
                    setChosen(areAll ? none : new Set(documents.map((one) => one.documentId)))
                  }
                />
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
          <tbody>
            {documents.map((document) => (
              <DocumentLine
                key={document.documentId}
                document={document}
                isChosen={chosen.has(document.documentId)}
                onChoose={() => setChosen((before) => toggled(before, document.documentId))}
                onRemove={() => setLeaving([document])}
              />
            ))}
          </tbody>
        </table>
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
