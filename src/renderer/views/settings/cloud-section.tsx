import { useState } from 'react'
import type { Settings } from '../../engine/contract-types.ts'
import { Button } from '../../ui/button.tsx'
import { CloudConsent } from './cloud-consent.tsx'
import { LabelledField } from './labelled-field.tsx'
import { hostOf } from './provider-host.ts'
import { ProviderKey } from './provider-key.tsx'
import { Section } from './section.tsx'
import { useChangeSettings } from './use-change-settings.ts'

const providers = [
  { value: '', label: 'None' },
  { value: 'openai', label: 'OpenAI' },
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'address', label: 'Another address…' },
] as const

type ProviderKind = (typeof providers)[number]['value']

/** The form as it is being filled in; `address` counts only where the kind is `address`. */
interface CloudChoice {
  readonly kind: ProviderKind
  readonly address: string
  readonly model: string
}

function choiceOf({ cloudProvider, cloudModel }: Settings): CloudChoice {
  const known = providers.find(({ value }) => value === (cloudProvider ?? ''))
  return {
    kind: known?.value ?? 'address',
    address: known === undefined ? (cloudProvider ?? '') : '',
    model: cloudModel ?? '',
  }
}

/** Which cloud model may be asked, with whose key, and whether it may be reached at all. */
export function CloudSection({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings()
  const [choice, setChoice] = useState(() => choiceOf(settings))
  const provider = choice.kind === 'address' ? choice.address.trim() : choice.kind
  const model = choice.model.trim()
  const host = hostOf(provider)
  const isChanged =
    provider !== (settings.cloudProvider ?? '') || model !== (settings.cloudModel ?? '')
  return (
    <Section
      title="Cloud model"
      about="Off until you allow its host here. Then the question and the passages found for it are sent there, nothing else."
    >
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ cloudProvider: provider || null, cloudModel: model || null })
        }}
      >
        <CloudFields choice={choice} onChoice={setChoice} />
        <Button type="submit" disabled={!isChanged || (provider !== '' && host === null)}>
          Save
        </Button>
      </form>
      {host !== null && <CloudConsent settings={settings} host={host} />}
      {host !== null && <ProviderKey key={provider} provider={provider} />}
    </Section>
  )
}

interface CloudFieldsProps {
  readonly choice: CloudChoice
  readonly onChoice: (choice: CloudChoice) => void
}

function CloudFields({ choice, onChoice }: CloudFieldsProps) {
  return (
    <>
      <label className="row-label">
        <span>Provider</span>
        <select
          className="field"
          value={choice.kind}
          onChange={(event) => {
            const kind = providers.find(({ value }) => value === event.target.value)?.value ?? ''
            onChoice({ ...choice, kind })
          }}
        >
          {providers.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {choice.kind === 'address' && (
        <LabelledField
          label="Address"
          placeholder="https://models.example.org/v1"
          value={choice.address}
          onValue={(address) => onChoice({ ...choice, address })}
        />
      )}
      {choice.kind !== '' && (
        <LabelledField
          label="Model"
          placeholder="Name of the model"
          value={choice.model}
          onValue={(model) => onChoice({ ...choice, model })}
        />
      )}
    </>
  )
}
