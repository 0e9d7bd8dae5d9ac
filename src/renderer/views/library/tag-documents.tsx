import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { engine } from '../../engine/client.ts'
import type { DocumentRow } from '../../engine/contract-types.ts'
import { changeTag } from '../../state/tags.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { count, titleOf } from '../../ui/format.ts'

interface TagDocumentsProps {
  readonly documentIds: readonly number[]
  readonly onClose: () => void
}

const LONGEST_NAME = 80

/** Puts tags on the chosen documents and takes them off; what is pressed is done at once. */
export function TagDocuments({ documentIds, onClose }: TagDocumentsProps) {
  // By their ids, not as the list shows them: with a tag taken off, a document may leave a filtered list.
  const { data } = useQuery(
    engine.library.list.queryOptions({ input: { documentIds: [...documentIds] } }),
  )
  const documents = data?.documents ?? []
  const first = documents[0]
  const what =
    documentIds.length === 1 && first !== undefined
      ? `“${titleOf(first)}”`
      : count(documentIds.length, 'document')
  return (
    <Dialog
      title={`Tags of ${what}`}
      onClose={onClose}
      actions={<Button onClick={onClose}>Done</Button>}
    >
      <NewTag ids={documentIds} />
      {data !== undefined && <KnownTags documents={documents} ids={documentIds} />}
    </Dialog>
  )
}

function NewTag({ ids }: { readonly ids: readonly number[] }) {
  const [name, setName] = useState('')
  const wanted = name.trim()
  return (
    <form
      className="tag-new"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted === '') return
        setName('')
        void changeTag('add', wanted, ids)
      }}
    >
      <input
        className="field"
        aria-label="New tag"
        placeholder="New tag, such as contract"
        maxLength={LONGEST_NAME}
        value={name}
        data-first-focus
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" icon={<Plus size={16} aria-hidden />} disabled={wanted === ''}>
        Add
      </Button>
    </form>
  )
}

interface KnownTagsProps {
  readonly documents: readonly DocumentRow[]
  readonly ids: readonly number[]
}

/** Every tag of the library, with how many of the chosen documents have it. */
function KnownTags({ documents, ids }: KnownTagsProps) {
  const { data = [] } = useQuery(engine.tags.list.queryOptions())
  if (data.length === 0)
    return (
      <p className="dialog-text">No document has a tag yet. Tags narrow lists and questions.</p>
    )
  return (
    <ul className="tag-choices">
      {data.map(({ name }) => {
        const having = documents.filter(({ tags }) => tags.includes(name)).length
        const hasAll = having === documents.length
        return (
          <li key={name}>
            <label className="tag-choice">
              <input
                type="checkbox"
                checked={hasAll}
                ref={(box) => {
                  if (box !== null) box.indeterminate = having > 0 && !hasAll
                }}
                onChange={() => void changeTag(hasAll ? 'remove' : 'add', name, ids)}
              />
              {name}
            </label>
          </li>
        )
      })}
    </ul>
  )
}
