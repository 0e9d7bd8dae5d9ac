import { RotateCcw } from 'lucide-react'
import { readAgain, useImports } from '../../state/imports.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'

/** Shown while there are documents that an older Carrel read; folders that are kept in step catch up by themselves. */
export function OutdatedBanner({ outdated }: { readonly outdated: number }) {
  const isRunning = useImports((state) => state.imports.some((one) => one.state === 'running'))
  if (outdated === 0 || isRunning) return null
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
