import { useQuery } from '@tanstack/react-query'
import { engine } from '../../engine/client.ts'
import type { SearchChange } from '../../engine/contract-types.ts'
import { ago, when } from '../../ui/format.ts'
import { changedParts, verdictText } from './metric-table.tsx'

/** While it is measured, it is looked for this often. */
const POLL_MS = 1000

/** What the last change of a model or setting did to the search; nothing where there was none. */
export function LastChange() {
  const { data } = useQuery(
    engine.insight.lastChange.queryOptions({
      input: {},
      // Others change settings, too: looked for whenever it comes into view.
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data?.change?.state === 'measuring' ? POLL_MS : false),
    }),
  )
  const change = data?.change ?? null
  return change === null ? null : <ChangeNote change={change} />
}

function ChangeNote({ change }: { readonly change: SearchChange }) {
  const { changedAt } = change
  return (
    <p className="measure-change" role="status">
      <time dateTime={changedAt} title={when(changedAt)}>
        Last change {ago(changedAt)}
      </time>
      : {changedParts(change)}. <strong>{stateText(change)}</strong>
    </p>
  )
}

function stateText({ state, progress, comparison }: SearchChange): string {
  if (state === 'unfinished') return 'Not measured to the end.'
  if (state === 'measuring')
    return progress === undefined
      ? 'Being measured…'
      : `Being measured: ${progress.asked} of ${progress.of} questions asked${progress.isTwice ? ', before and after together' : ''}.`
  return comparison === null ? 'Not measured.' : verdictText(comparison)
}
