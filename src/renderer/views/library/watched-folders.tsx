import { useMutation, useQuery } from '@tanstack/react-query'
import { FolderSync, FolderX } from 'lucide-react'
import { useState } from 'react'
import { changed, engine } from '../../engine/client.ts'
import type { WatchedFolder } from '../../engine/contract-types.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'
import { ReadAgain } from '../document/read-again.tsx'

/** The folders that are kept in step; nothing where there is none. */
export function WatchedFolders() {
  const { data = [] } = useQuery(engine.library.watched.queryOptions())
  if (data.length === 0) return null
  return (
    <section className="watched" aria-label="Folders kept in step">
      <ul>
        {data.map((folder) => (
          <WatchedLine key={folder.path} folder={folder} />
        ))}
      </ul>
    </section>
  )
}

function WatchedLine({ folder }: { readonly folder: WatchedFolder }) {
  const { path, documents, unavailableSince } = folder
  const [isReadAgain, setReadAgain] = useState(false)
  const isThere = unavailableSince === null
  const forget = useMutation(
    engine.library.unwatch.mutationOptions({
      onSuccess: () => changed('library'),
      onError: tellFailure,
    }),
  )
  const Icon = isThere ? FolderSync : FolderX
  return (
    <li className="watched-folder">
      <Icon size={18} strokeWidth={1.5} aria-hidden />
      <span className="watched-path" title={path}>
        {path}
      </span>
      <span className="watched-state">
        {isThere
          ? `kept in step, ${count(documents, 'document')}`
          : `not there: connect its disk. ${count(documents, 'document')} kept as they were`}
      </span>
      {isThere && (
        <Button
          tone="quiet"
          aria-label={`Read all in ${path} again`}
          onClick={() => setReadAgain(true)}
        >
          Read again
        </Button>
      )}
      {isReadAgain && (
        <ReadAgain of={{ scope: path }} name={`“${path}”`} onClose={() => setReadAgain(false)} />
      )}
      <Button
        tone="quiet"
        aria-label={`Stop keeping ${path} in step`}
        onClick={() => forget.mutate({ path })}
      >
        Leave alone
      </Button>
    </li>
  )
}
