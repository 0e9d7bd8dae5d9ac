import { RotateCcw } from 'lucide-react'
import type { LibraryStatus } from '../../engine/contract-types.ts'
import { readAgain, useImports } from '../../state/imports.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'

/** Shown when documents that an older Carrel read did not catch up by themselves, as where their files were not there. */
export function OutdatedBanner({ status }: { readonly status: LibraryStatus | undefined }) {
  const isRunning = useImports((state) => state.imports.some((one) => one.state === 'running'))
  const { outdated = 0, waiting = 0 } = status ?? {}
  if (outdated === 0 || waiting > 0 || isRunning) return null
  return (
    <div className="note note-mild" role="note">
      <RotateCcw size={18} aria-hidden />
      <div className="note-row">
        <p>
          {count(outdated, 'document')} read by an older Carrel. This one may find more in{' '}
          {outdated === 1 ? 'it' : 'them'}.
        </p>
        <Button onClick={() => void readAgain({ outdated: true })}>Read again</Button>
      </div>
    </div>
  )
}
