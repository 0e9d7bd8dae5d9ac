import { useQuery } from '@tanstack/react-query'
import { ListFilter, X } from 'lucide-react'
import { useState } from 'react'
import { engine } from '../../engine/client.ts'
import type { Scope } from '../../engine/contract-types.ts'
import { isEverything, narrow } from '../../state/question-scope.ts'
import { nameOf, titleOf } from '../../ui/format.ts'
import { ScopePicker } from './scope-picker.tsx'
import { useScope } from './use-scope.ts'

const kinds = ['folders', 'tags', 'types', 'documentIds'] as const
const kindNames: Readonly<Record<keyof Scope, string>> = {
  folders: 'folder',
  tags: 'tag',
  types: 'type',
  documentIds: 'document',
}

/** What the next question is narrowed to, a chip each, and the way to choose it. */
export function ScopeBar({ conversationId }: { readonly conversationId: number | null }) {
  const scope = useScope(conversationId)
  const [isPicking, setPicking] = useState(false)
  const titles = useTitles(scope.documentIds)
  const change = (next: Scope): void => narrow(conversationId, next)
  return (
    <div className="scope-bar" role="group" aria-label="Ask only in">
      <button type="button" className="scope-open" onClick={() => setPicking(true)}>
        <ListFilter size={14} aria-hidden />
        {isEverything(scope) ? 'All documents' : 'Only in'}
      </button>
      {kinds.flatMap((kind) =>
        scope[kind].map((value) => (
          <ScopeChip
            key={`${kind} ${value}`}
            kind={kindNames[kind]}
            label={labelOf(kind, value, titles)}
            onRemove={() => change(without(scope, kind, value))}
          />
        )),
      )}
      {isPicking && (
        <ScopePicker scope={scope} onChange={change} onClose={() => setPicking(false)} />
      )}
    </div>
  )
}

interface ScopeChipProps {
  readonly kind: string
  readonly label: string
  readonly onRemove: () => void
}

function ScopeChip({ kind, label, onRemove }: ScopeChipProps) {
  return (
    <span className="scope-chip">
      <span className="scope-kind">{kind}</span>
      <span className="scope-label">{label}</span>
      <button type="button" aria-label={`Not only in the ${kind} ${label}`} onClick={onRemove}>
        <X size={13} aria-hidden />
      </button>
    </span>
  )
}

/** What the documents of a scope are called. */
function useTitles(documentIds: readonly number[]): ReadonlyMap<number, string> {
  const { data } = useQuery(
    engine.library.list.queryOptions({
      input: { documentIds: [...documentIds] },
      enabled: documentIds.length > 0,
    }),
  )
  return new Map(data?.documents.map((document) => [document.documentId, titleOf(document)]))
}

function labelOf(
  kind: keyof Scope,
  value: string | number,
  titles: ReadonlyMap<number, string>,
): string {
  if (typeof value === 'number') return titles.get(value) ?? `no. ${value}`
  return kind === 'folders' ? nameOf(value) : value
}

function without(scope: Scope, kind: keyof Scope, value: string | number): Scope {
  return { ...scope, [kind]: scope[kind].filter((one: string | number) => one !== value) }
}
