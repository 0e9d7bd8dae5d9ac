import { useState } from 'react'
import { readAgain, type ReadAgainOf } from '../../state/imports.ts'
import { useScanLanguages } from '../../state/scan-languages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface ReadAgainProps {
  readonly of: ReadAgainOf
  /** What that is, in words. */
  readonly name: string
  readonly onClose: () => void
}

/** Chooses how documents are read from here on, and has it done; the import panel shows how it goes. */
export function ReadAgain({ of, name, onClose }: ReadAgainProps) {
  const [language, setLanguage] = useState('')
  const [isForced, setForced] = useState(false)
  const begin = () => {
    onClose()
    void readAgain({
      ...of,
      ...(language === '' ? {} : { languages: [language] }),
      ...(isForced ? { ocr: 'force' } : {}),
    })
  }
  return (
    <Dialog
      title={`Read ${name} again`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" onClick={begin}>
            Read again
          </Button>
        </>
      }
    >
      <div className="read-again">
        <LanguageField language={language} onLanguage={setLanguage} />
        <label className="password-keep">
          <input
            type="checkbox"
            checked={isForced}
            onChange={(event) => setForced(event.target.checked)}
          />
          Recognise every page as a picture, also those that have text
        </label>
        <p className="hint">
          What was read before answers until that is done. What is chosen here holds for these files
          from then on. Recordings are heard again by the best speech model that is installed.
        </p>
      </div>
    </Dialog>
  )
}

interface LanguageFieldProps {
  readonly language: string
  readonly onLanguage: (code: string) => void
}

function LanguageField({ language, onLanguage }: LanguageFieldProps) {
  const { installed } = useScanLanguages()
  return (
    <>
      <label className="row-label">
        <span>Language of scanned pages and pictures</span>
        <select
          className="field"
          value={language}
          data-first-focus
          onChange={(event) => onLanguage(event.target.value)}
        >
          <option value="">As before</option>
          {installed.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {installed.length === 1 && (
        <p className="hint">No other language is installed. Settings › Scans fetches one.</p>
      )}
    </>
  )
}
