import { useState } from 'react'
import type { DocumentRow } from '../../engine/contract-types.ts'
import { count, titleOf } from '../../ui/format.ts'
import { ReadAgain } from '../document/read-again.tsx'
import { DocumentLine } from './document-line.tsx'
import { EnterPassword } from './enter-password.tsx'
import { RemoveDocuments } from './remove-documents.tsx'
import { TableTools } from './table-tools.tsx'
import { TagDocuments } from './tag-documents.tsx'

interface DocumentTableProps {
  readonly documents: readonly DocumentRow[]
  readonly total: number
  readonly filter: string
  readonly onFilter: (filter: string) => void
  /** Null for all. */
  readonly tag: string | null
  readonly onTag: (tag: string | null) => void
}

const none: ReadonlySet<number> = new Set()

export function DocumentTable(props: DocumentTableProps) {
  const { documents, total, filter, onFilter, tag, onTag } = props
  const [chosen, setChosen] = useState(none)
  const [leaving, setLeaving] = useState<readonly DocumentRow[]>([])
  const [tagged, setTagged] = useState<readonly number[]>([])
  const [again, setAgain] = useState<readonly DocumentRow[]>([])
  const [locked, setLocked] = useState<DocumentRow | null>(null)
  const marked = documents.filter((document) => chosen.has(document.documentId))
  return (
    <section aria-label="Documents">
      <TableTools
        filter={filter}
        onFilter={onFilter}
        shown={documents.length}
        total={total}
        tag={tag}
        onTag={onTag}
        marked={marked}
        onTagMarked={() => setTagged(marked.map(({ documentId }) => documentId))}
        onReadMarked={() => setAgain(marked)}
        onRemove={() => setLeaving(marked)}
      />
      {documents.length === 0 ? (
        <NoDocument filter={filter} tag={tag} />
      ) : (
        <Rows
          documents={documents}
          chosen={chosen}
          onChosen={setChosen}
          onTag={onTag}
          onUnlock={setLocked}
          onReadAgain={setAgain}
          onRemove={setLeaving}
        />
      )}
      {tagged.length > 0 && <TagDocuments documentIds={tagged} onClose={() => setTagged([])} />}
      {again.length > 0 && <ReadRowsAgain documents={again} onClose={() => setAgain([])} />}
      {locked !== null && <EnterPassword document={locked} onClose={() => setLocked(null)} />}
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

interface ReadRowsAgainProps {
  readonly documents: readonly DocumentRow[]
  readonly onClose: () => void
}

function ReadRowsAgain({ documents, onClose }: ReadRowsAgainProps) {
  const [first] = documents
  const isOne = documents.length === 1 && first !== undefined
  const name = isOne ? `“${titleOf(first)}”` : count(documents.length, 'document')
  const documentIds = documents.map(({ documentId }) => documentId)
  return <ReadAgain of={{ documentIds }} name={name} onClose={onClose} />
}

interface NoDocumentProps {
  readonly filter: string
  readonly tag: string | null
}

function NoDocument({ filter, tag }: NoDocumentProps) {
  const tagged = tag === null ? '' : ` with the tag “${tag}”`
  const matching = filter.trim() === '' ? '' : ` matches “${filter}”`
  return (
    <p className="table-none">
      No document{tagged}
      {matching === '' ? ' is left' : matching}.
    </p>
  )
}

interface RowsProps {
  readonly documents: readonly DocumentRow[]
  readonly chosen: ReadonlySet<number>
  readonly onChosen: (chosen: ReadonlySet<number>) => void
  readonly onTag: (tag: string) => void
  readonly onUnlock: (document: DocumentRow) => void
  readonly onReadAgain: (documents: readonly DocumentRow[]) => void
  readonly onRemove: (documents: readonly DocumentRow[]) => void
}

function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

function Rows(props: RowsProps) {
  const { documents, chosen, onChosen, onTag, onUnlock, onReadAgain, onRemove } = props
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
            onTag={onTag}
            onUnlock={() => onUnlock(document)}
            onReadAgain={() => onReadAgain([document])}
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
