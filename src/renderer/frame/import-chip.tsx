import { CirclePause, LoaderCircle } from 'lucide-react'
import { useImports } from '../state/imports.ts'
import { show, useNavigation } from '../state/navigation.ts'
import { timeLeft } from '../ui/format.ts'

/** A running import, seen from anywhere but the library, where it is shown in full. */
export function ImportChip() {
  const imports = useImports((state) => state.imports)
  const view = useNavigation((state) => state.view)
  const running = imports.filter((one) => one.state === 'running')
  if (running.length === 0 || view === 'library') return null
  const total = running.reduce((sum, one) => sum + one.progress.total, 0)
  const finished = running.reduce((sum, one) => sum + one.progress.finished, 0)
  const isPaused = running.every((one) => one.progress.paused !== null)
  const lefts = running.map((one) => one.progress.leftMs ?? 0)
  return (
    <button type="button" className="import-chip" onClick={() => show('library')}>
      {isPaused ? (
        <CirclePause size={16} aria-hidden />
      ) : (
        <LoaderCircle size={16} className="spin" aria-hidden />
      )}
      {chipText({ total, finished, isPaused, left: timeLeft(Math.max(...lefts)) })}
    </button>
  )
}

interface ChipState {
  readonly total: number
  readonly finished: number
  readonly isPaused: boolean
  readonly left: string
}

function chipText({ total, finished, isPaused, left }: ChipState): string {
  if (isPaused) return 'Import paused'
  if (total === 0) return 'Looking for files…'
  return `Reading ${finished} of ${total} files${left === '' ? '' : `, ${left}`}`
}
