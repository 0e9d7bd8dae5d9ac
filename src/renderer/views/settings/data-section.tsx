import { useQuery } from '@tanstack/react-query'
import { engine } from '../../engine/client.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { native } from '../../native.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { bytes, count } from '../../ui/format.ts'
import { Section } from './section.tsx'

export function DataSection() {
  const { data, error } = useQuery(engine.library.status.queryOptions())
  return (
    <Section title="Your data" about="One encrypted database a workspace, in a folder of yours.">
      {error !== null && <FailureNote {...failureOf(error)} />}
      {data !== undefined && (
        <dl className="facts">
          <dt>Data folder</dt>
          <dd>
            <code>{data.dataFolder}</code>
            {native !== null && (
              <Button
                tone="quiet"
                onClick={() => void native?.revealDataFolder().catch(tellFailure)}
              >
                Show
              </Button>
            )}
          </dd>
          <dt>Workspace</dt>
          <dd>{data.workspace}</dd>
          <dt>Holds</dt>
          <dd>
            {count(data.documents, 'document')}, {count(data.chunks, 'chunk')},{' '}
            {bytes(data.databaseBytes)}
          </dd>
          <dt>Embedding model</dt>
          <dd>{data.embedder}</dd>
          {data.searchMemory !== undefined && <RememberedSearches {...data.searchMemory.results} />}
        </dl>
      )}
    </Section>
  )
}

/** How often memory spared a search since the start; nothing before the first one. */
function RememberedSearches({ hits, misses }: { readonly hits: number; readonly misses: number }) {
  if (hits + misses === 0) return null
  return (
    <>
      <dt>Searches</dt>
      <dd>
        {count(hits + misses, 'search', 'searches')} since the start, {hits} answered from memory
      </dd>
    </>
  )
}
