import { History } from 'lucide-react'
import { resumeImport, useImports } from '../../state/imports.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'

/** Shown when an earlier import was cut short and nothing goes on by itself. */
export function ResumeBanner({ waiting }: { readonly waiting: number }) {
  const isRunning = useImports((state) => state.imports.some((one) => one.state === 'running'))
  if (waiting === 0 || isRunning) return null
  return (
    <div className="note note-mild" role="note">
      <History size={18} aria-hidden />
      <div className="note-row">
        <p>{count(waiting, 'file')} of an earlier import still to be read.</p>
        <Button tone="primary" onClick={() => void resumeImport()}>
          Go on
        </Button>
      </div>
    </div>
  )
}
