import { useQuery } from '@tanstack/react-query'
import { MessageCircleQuestion, RotateCcw, Search, Tag, Trash2 } from 'lucide-react'
import { engine } from '../../engine/client.ts'
import type { DocumentRow } from '../../engine/contract-types.ts'
import { askWithin } from '../../state/question-scope.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'

interface TableToolsProps {
  readonly filter: string
  readonly onFilter: (filter: string) => void
  readonly tag: string | null
  readonly onTag: (tag: string | null) => void
  readonly shown: number
  readonly total: number
  readonly marked: readonly DocumentRow[]
  readonly onTagMarked: () => void
  readonly onReadMarked: () => void
  readonly onRemove: () => void
}

/** The filters, how many documents they leave, and what can be done with the marked ones. */
export function TableTools(props: TableToolsProps) {
  const { filter, onFilter, tag, onTag, shown, total, marked } = props
  const { onTagMarked, onReadMarked, onRemove } = props
  const amount = count(total, 'document')
  return (
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
      <TagFilter tag={tag} onTag={onTag} />
      <span className="table-count" role="status">
        {shown < total ? `${shown} of ${amount}; filter to see others` : amount}
      </span>
      {marked.length > 0 && (
        <>
          <Button icon={<Tag size={16} aria-hidden />} onClick={onTagMarked}>
            Tags
          </Button>
          <AskMarked marked={marked} />
          <Button icon={<RotateCcw size={16} aria-hidden />} onClick={onReadMarked}>
            Read again
          </Button>
          <Button tone="danger" icon={<Trash2 size={16} aria-hidden />} onClick={onRemove}>
            Remove {marked.length}
          </Button>
        </>
      )}
    </div>
  )
}

interface TagFilterProps {
  readonly tag: string | null
  readonly onTag: (tag: string | null) => void
}

function TagFilter({ tag, onTag }: TagFilterProps) {
  const { data = [] } = useQuery(engine.tags.list.queryOptions())
  if (data.length === 0 && tag === null) return null
  const isGone = tag !== null && data.every(({ name }) => name !== tag)
  return (
    <select
      className="field tag-filter"
      aria-label="Only with the tag"
      value={tag ?? ''}
      onChange={(event) => onTag(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">All tags</option>
      {isGone && <option value={tag}>{tag}</option>}
      {data.map(({ name, documents }) => (
        <option key={name} value={name}>
          {name} ({documents})
        </option>
      ))}
    </select>
  )
}

/** A scope holds no more: whoever means more takes a tag or a folder. */
const MOST_ASKED = 200

function AskMarked({ marked }: { readonly marked: readonly DocumentRow[] }) {
  const documentIds = marked.map(({ documentId }) => documentId)
  return (
    <Button
      icon={<MessageCircleQuestion size={16} aria-hidden />}
      disabled={marked.length > MOST_ASKED}
      onClick={() => askWithin({ documentIds })}
    >
      Ask {marked.length === 1 ? 'this one' : `these ${marked.length}`}
    </Button>
  )
}
