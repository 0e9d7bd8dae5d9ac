import { useState } from 'react'
import type { Settings } from '../../engine/contract-types.ts'
import { Button } from '../../ui/button.tsx'
import { CloudConsent } from './cloud-consent.tsx'
import { ProviderKey } from './provider-key.tsx'
import { hostOf } from './provider-host.ts'
import { Section } from './section.tsx'
import { useChangeSettings } from './use-change-settings.ts'

const known = [
  { value: 'openai', label: 'OpenAI' },
  { value: 'anthropic', label: 'Anthropic' },
] as const

function kindOf(provider: string | null): string {
  if (provider === null) return ''
  return known.some(({ value }) => value === provider) ? provider : 'address'
}

/** Which cloud model may be asked, with whose key, and whether it may be reached at all. */
export function CloudSection({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings()
  const [kind, setKind] = useState(kindOf(settings.cloudProvider))
  const [address, setAddress] = useState(
    kindOf(settings.cloudProvider) === 'address' ? (settings.cloudProvider ?? '') : '',
  )
  const [model, setModel] = useState(settings.cloudModel ?? '')
  const provider = kind === 'address' ? address.trim() : kind
  const host = hostOf(provider)
  const isChanged =
    provider !== (settings.cloudProvider ?? '') || model.trim() !== (settings.cloudModel ?? '')
  return (
    <Section
      title="Cloud model"
      about="Off until you allow its host here. Then the question and the passages found for it are sent there, nothing else."
    >
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ cloudProvider: provider || null, cloudModel: model.trim() || null })
        }}
      >
        <label className="row-label">
          <span>Provider</span>
          <select className="field" value={kind} onChange={(event) => setKind(event.target.value)}>
            <option value="">None</option>
            {known.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
            <option value="address">Another address…</option>
          </select>
        </label>
        {kind === 'address' && (
          <label className="row-label">
            <span>Address</span>
            <input
              className="field"
              placeholder="https://models.example.org/v1"
              value={address}
              spellCheck={false}
              onChange={(event) => setAddress(event.target.value)}
            />
          </label>
        )}
        {kind !== '' && (
          <label className="row-label">
            <span>Model</span>
            <input
              className="field"
              placeholder="Name of the model"
              value={model}
              spellCheck={false}
              onChange={(event) => setModel(event.target.value)}
            />
          </label>
        )}
        <Button type="submit" disabled={!isChanged || (kind === 'address' && host === null)}>
          Save
        </Button>
      </form>
      {host !== null && <CloudConsent settings={settings} host={host} />}
      {host !== null && <ProviderKey key={provider} provider={provider} />}
    </Section>
  )
}
