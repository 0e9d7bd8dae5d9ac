import { BatteryWarning, CirclePause, History } from 'lucide-react'
import type { LibraryStatus } from '../../engine/contract-types.ts'
import { goOn, resumeImport, useImports } from '../../state/imports.ts'
import { Button } from '../../ui/button.tsx'
import { count, when } from '../../ui/format.ts'

/** Shown while imports rest, or when an earlier one was cut short and nothing goes on by itself. */
export function ResumeBanner({ status }: { readonly status: LibraryStatus | undefined }) {
  const isRunning = useImports((state) => state.imports.some((one) => one.state === 'running'))
  const { waiting = 0, paused = null } = status ?? {}
  if (paused !== null) return <PausedBanner paused={paused} waiting={waiting} />
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

interface PausedBannerProps {
  readonly paused: NonNullable<LibraryStatus['paused']>
  readonly waiting: number
}

function PausedBanner({ paused, waiting }: PausedBannerProps) {
  const isBattery = paused.reason === 'battery'
  const Icon = isBattery ? BatteryWarning : CirclePause
  const why = isBattery
    ? 'The battery is low: imports go on when this computer is plugged in.'
    : `Imports are paused since ${when(paused.since)}.`
  return (
    <div className="note note-mild" role="note">
      <Icon size={18} aria-hidden />
      <div className="note-row">
        <p>
          {why} {waiting > 0 && `${count(waiting, 'file')} waiting.`}
        </p>
        <Button tone="primary" onClick={() => void goOn(waiting)}>
          {isBattery ? 'Go on now' : 'Go on'}
        </Button>
      </div>
    </div>
  )
}
