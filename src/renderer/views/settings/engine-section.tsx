import { Cloud, Cpu, Quote, type LucideIcon } from 'lucide-react'
import { startTransition, useOptimistic } from 'react'
import type { EngineName, Settings } from '../../engine/contract-types.ts'
import { ModelField } from './model-field.tsx'
import { Section } from './section.tsx'
import { useChangeSettings } from './use-change-settings.ts'

interface Choice {
  readonly engine: EngineName
  readonly name: string
  readonly about: string
  readonly Icon: LucideIcon
}

const choices: readonly Choice[] = [
  {
    engine: 'extractive',
    name: 'Quotes',
    about: 'The sentences that answer best, word for word. Always works, at once.',
    Icon: Quote,
  },
  {
    engine: 'local',
    name: 'Local model',
    about: 'A language model on this computer writes the answer; each sentence is checked.',
    Icon: Cpu,
  },
  {
    engine: 'cloud',
    name: 'Cloud model',
    about: 'A provider of your choice, with your key. Passages are sent to it.',
    Icon: Cloud,
  },
]

/** The choice is seen at once, not when the engine has confirmed it: a radio button that jumps back is pressed again. */
export function EngineSection({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings()
  const [chosen, showChosen] = useOptimistic(settings.engine)
  const choose = (engine: EngineName) =>
    startTransition(async () => {
      showChosen(engine)
      await change.mutateAsync({ engine }).catch(() => undefined)
    })
  return (
    <Section
      title="Answers"
      about="Who writes the answer. Whoever it is, every sentence is checked against its sources."
    >
      <div className="choices" role="radiogroup" aria-label="Answer engine">
        {choices.map(({ engine, name, about, Icon }) => (
          <label key={engine} className="choice">
            <input
              type="radio"
              name="engine"
              checked={chosen === engine}
              onChange={() => choose(engine)}
            />
            <Icon size={20} strokeWidth={1.6} aria-hidden />
            <span className="choice-name">{name}</span>
            <span className="choice-about">{about}</span>
          </label>
        ))}
      </div>
      <ModelField settings={settings} />
    </Section>
  )
}
