import { RotateCcw } from 'lucide-react'
import { retryFailed, useImports } from '../../state/imports.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'

/** Shown while there are files that could not be read, also those left alone after three times. */
export function FailedBanner({ failed }: { readonly failed: number }) {
  const isRunning = useImports((state) => state.imports.some((one) => one.state === 'running'))
  if (failed === 0 || isRunning) return null
  return (
    <div className="note note-mild" role="note">
      <RotateCcw size={18} aria-hidden />
      <div className="note-row">
        <p>{count(failed, 'file')} could not be read. Each says below why.</p>
        <Button onClick={() => void retryFailed()}>Try again</Button>
      </div>
    </div>
  )
}
