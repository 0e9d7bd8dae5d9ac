import { LoaderCircle } from 'lucide-react'
import { useImports } from '../state/imports.ts'
import { show, useNavigation } from '../state/navigation.ts'

/** A running import, seen from anywhere but the library, where it is shown in full. */
export function ImportChip() {
  const imports = useImports((state) => state.imports)
  const view = useNavigation((state) => state.view)
  const running = imports.filter((one) => one.state === 'running')
  if (running.length === 0 || view === 'library') return null
  const total = running.reduce((sum, one) => sum + one.progress.total, 0)
  const finished = running.reduce((sum, one) => sum + one.progress.finished, 0)
  return (
    <button type="button" className="import-chip" onClick={() => show('library')}>
      <LoaderCircle size={16} className="spin" aria-hidden />
      {total === 0 ? 'Looking for files…' : `Reading ${finished} of ${total} files`}
    </button>
  )
}
