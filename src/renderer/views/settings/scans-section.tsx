import { startTransition, useOptimistic } from 'react'
import type { Settings } from '../../engine/contract-types.ts'
import { useScanLanguages } from '../../state/scan-languages.ts'
import { AddLanguage } from './add-language.tsx'
import { Section } from './section.tsx'
import { useChangeSettings } from './use-change-settings.ts'

/** In which languages text is recognised in scans and pictures. */
export function ScansSection({ settings }: { readonly settings: Settings }) {
  const languages = useScanLanguages()
  return (
    <Section
      title="Scans and pictures"
      about="The languages their text is recognised in. Fewer are read faster and with fewer mistakes."
    >
      <LanguageChoices settings={settings} installed={languages.installed} />
      <p className="section-about">
        Folders that are kept in step are read again when this changes. Other documents keep what
        was read, until you choose Read again in the library.
      </p>
      <AddLanguage languages={languages} />
    </Section>
  )
}

interface LanguageChoicesProps {
  readonly settings: Settings
  readonly installed: readonly { readonly code: string; readonly name: string }[]
}

/** The last one that is chosen cannot be taken off. One that is chosen and gone stays in the list. */
function LanguageChoices({ settings, installed }: LanguageChoicesProps) {
  const change = useChangeSettings()
  const [chosen, showChosen] = useOptimistic(settings.ocrLanguages)
  const gone = chosen.filter((code) => installed.every((one) => one.code !== code))
  const choices = [...installed, ...gone.map((code) => ({ code, name: `${code} (not there)` }))]
  const choose = (ocrLanguages: string[]) =>
    startTransition(async () => {
      showChosen(ocrLanguages)
      await change.mutateAsync({ ocrLanguages }).catch(() => undefined)
    })
  return (
    <ul className="language-choices" aria-label="Languages of scans">
      {choices.map(({ code, name }) => {
        const isChosen = chosen.includes(code)
        const others = chosen.filter((one) => one !== code)
        return (
          <li key={code}>
            <label className="tag-choice">
              <input
                type="checkbox"
                checked={isChosen}
                disabled={isChosen && others.length === 0}
                onChange={() => choose(isChosen ? others : [...others, code])}
              />
              {name}
            </label>
          </li>
        )
      })}
    </ul>
  )
}
