import type { InstalledModels } from '../../engine/contract-types.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useChangeEmbedder } from './use-change-embedder.ts'

/** How far the change to another embedder is, and what can be done about it. */
export function EmbedderChange({ installed }: { readonly installed: InstalledModels }) {
  const { resume, drop } = useChangeEmbedder()
  const { change, previous } = installed
  if (change === null || change.state === 'done') return <Previous name={previous} onDrop={drop} />
  const { state, recipe, done, total, failure } = change
  const name = nameOf(recipe)
  return (
    <div className="embedder-change" role="status">
      <p className="row-text">
        {state === 'running' && `Embedding by ${name}: ${done} of ${count(total, 'chunk')}. `}
        {state === 'interrupted' && `The change to ${name} was cut short at ${done} of ${total}. `}
        {state === 'failed' && `${failure?.message ?? ''} ${failure?.hint ?? ''} `}
        Until it is done, questions are answered as before.
      </p>
      <ProgressBar label={`Embedding by ${name}`} done={done} total={total} />
      <div className="row">
        {state !== 'running' && <Button onClick={resume}>Go on</Button>}
        <Button tone="quiet" onClick={drop}>
          Cancel the change
        </Button>
      </div>
    </div>
  )
}

interface PreviousProps {
  readonly name: string | null
  readonly onDrop: () => void
}

function Previous({ name, onDrop }: PreviousProps) {
  if (name === null) return null
  return (
    <p className="row-text">
      The vectors of {nameOf(name)} are kept: going back takes no time.{' '}
      <Button tone="quiet" onClick={onDrop}>
        Erase them
      </Button>
    </p>
  )
}

/** Without number format and fingerprint. */
const nameOf = (recipe: string): string => recipe.split('/')[0] ?? recipe
