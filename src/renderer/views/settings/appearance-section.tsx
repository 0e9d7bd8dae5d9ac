import type { Settings } from '../../engine/contract-types.ts'
import { Section } from './section.tsx'
import { useChangeSettings } from './use-change-settings.ts'

const choices = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

export function AppearanceSection({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings()
  return (
    <Section title="Appearance">
      <div className="segments" role="group" aria-label="Appearance">
        {choices.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-pressed={settings.appearance === value}
            onClick={() => change.mutate({ appearance: value })}
          >
            {label}
          </button>
        ))}
      </div>
    </Section>
  )
}
