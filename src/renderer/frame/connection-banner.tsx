import { Unplug } from 'lucide-react'
import { useConnection } from '../engine/connection.ts'

export function ConnectionBanner() {
  const { state, times } = useConnection()
  return (
    <div role="status" aria-live="assertive">
      {state === 'lost' && (
        <p className="banner banner-bad">
          <Unplug size={16} aria-hidden />
          {times === 0
            ? 'Carrel cannot be reached. If it was stopped, start it again; trying on…'
            : 'The connection to Carrel was lost. Connecting again… If it was started anew, open its new address.'}
        </p>
      )}
    </div>
  )
}
