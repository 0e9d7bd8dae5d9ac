import { Search, Trash2 } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'

interface TableToolsProps {
  readonly filter: string
  readonly onFilter: (filter: string) => void
  readonly shown: number
  readonly total: number
  readonly marked: number
  readonly onRemove: () => void
}

/** The filter, how many documents it leaves, and what can be done with the marked ones. */
export function TableTools({ filter, onFilter, shown, total, marked, onRemove }: TableToolsProps) {
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
      <span className="table-count" role="status">
        {shown < total ? `${shown} of ${amount}; filter to see others` : amount}
      </span>
      {marked > 0 && (
        <Button tone="danger" icon={<Trash2 size={16} aria-hidden />} onClick={onRemove}>
          Remove {marked}
        </Button>
      )}
    </div>
  )
}
