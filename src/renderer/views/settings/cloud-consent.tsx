import type { Settings } from '../../engine/contract-types.ts'
import { Button } from '../../ui/button.tsx'
import { useChangeSettings } from './use-change-settings.ts'

interface CloudConsentProps {
  readonly settings: Settings
  readonly host: string
}

/** Allows the provider's host, and lists every host that is allowed, so that each can be taken back. */
export function CloudConsent({ settings, host }: CloudConsentProps) {
  const change = useChangeSettings()
  const { allowedHosts } = settings
  const others = allowedHosts.filter((allowed) => allowed !== host)
  const set = (hosts: readonly string[]) => change.mutate({ allowedHosts: [...hosts] })
  return (
    <div className="consent">
      <h3>Hosts this workspace may talk to</h3>
      <label className="switch">
        <input
          type="checkbox"
          role="switch"
          checked={allowedHosts.includes(host)}
          onChange={(event) => set(event.target.checked ? [...others, host] : others)}
        />
        <span>
          Allow sending questions and found passages to <strong>{host}</strong>
        </span>
      </label>
      {others.length > 0 && (
        <ul className="consent-others">
          {others.map((other) => (
            <li key={other}>
              <span>{other} is allowed too</span>
              <Button
                tone="quiet"
                onClick={() => set(allowedHosts.filter((allowed) => allowed !== other))}
              >
                Forbid
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
