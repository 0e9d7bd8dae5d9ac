import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { client, engine, queryClient } from '../../engine/client.ts'
import type { ScanLanguages } from '../../engine/contract-types.ts'
import { tell, tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface AddLanguageProps {
  readonly languages: ScanLanguages
}

/** Another language of scans: its data is fetched once the owner agrees to that one request. */
export function AddLanguage({ languages }: AddLanguageProps) {
  const { available, host } = languages
  const [code, setCode] = useState('')
  const [isAsking, setAsking] = useState(false)
  const fetching = useMutation({
    mutationFn: () => client.models.addScanLanguage({ code, isAllowedOnce: true }),
    onSuccess: (found) => {
      queryClient.setQueryData(engine.models.scanLanguages.queryKey(), found)
      tell(`Scans in ${name} can be read. Choose it above, or for single documents.`)
      setCode('')
    },
    onError: tellFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: engine.settings.egress.key() }),
  })
  const name = available.find((one) => one.code === code)?.name ?? code
  if (available.length === 0) return null
  return (
    <div className="add-language">
      <select
        className="field"
        aria-label="Another language"
        value={code}
        disabled={fetching.isPending}
        onChange={(event) => setCode(event.target.value)}
      >
        <option value="">Another language…</option>
        {available.map((one) => (
          <option key={one.code} value={one.code}>
            {one.name}
          </option>
        ))}
      </select>
      <Button
        icon={<Download size={16} aria-hidden />}
        disabled={code === '' || fetching.isPending}
        onClick={() => setAsking(true)}
      >
        {fetching.isPending ? 'Fetching…' : 'Fetch'}
      </Button>
      {isAsking && (
        <Consent
          name={name}
          host={host}
          onClose={() => setAsking(false)}
          onAgree={() => {
            setAsking(false)
            fetching.mutate()
          }}
        />
      )}
    </div>
  )
}

interface ConsentProps {
  readonly name: string
  readonly host: string
  readonly onClose: () => void
  readonly onAgree: () => void
}

function Consent({ name, host, onClose, onAgree }: ConsentProps) {
  return (
    <Dialog
      title={`Fetch the data for ${name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" onClick={onAgree}>
            Fetch it
          </Button>
        </>
      }
    >
      <p className="dialog-text">
        Some 5 to 30 MB come from {host}, the registry of npm packages, which learns the language
        and your address, and nothing of your documents. What comes is checked against the
        registry’s SHA-512. Afterwards Carrel may not talk to {host} unless you had allowed it
        before.
      </p>
    </Dialog>
  )
}
