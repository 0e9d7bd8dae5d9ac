import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { DocumentRow } from '../../engine/contract-types.ts'
import { unlock, type GivenPassword } from '../../state/imports.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { titleOf } from '../../ui/format.ts'

interface EnterPasswordProps {
  readonly document: DocumentRow
  readonly onClose: () => void
}

const LONGEST_PASSWORD = 255

/** Asks for the password of a locked document and has it read. Stays open for another try when it does not fit. */
export function EnterPassword({ document, onClose }: EnterPasswordProps) {
  const form = useId()
  const [password, setPassword] = useState('')
  const [keep, setKeep] = useState(false)
  const opening = useMutation({
    mutationFn: (given: GivenPassword) => unlock(document, given),
    onSuccess: (fits) => {
      if (fits) onClose()
    },
  })
  return (
    <Dialog
      title={`Password of “${titleOf(document)}”`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            tone="primary"
            disabled={password === '' || opening.isPending}
          >
            {opening.isPending ? 'Opening…' : 'Open'}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="password-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (password !== '' && !opening.isPending) opening.mutate({ password, keep })
        }}
      >
        <PasswordField
          password={password}
          isWrong={opening.data === false}
          onPassword={(text) => {
            setPassword(text)
            opening.reset()
          }}
        />
        <KeepChoice keep={keep} onKeep={setKeep} />
      </form>
    </Dialog>
  )
}

interface PasswordFieldProps {
  readonly password: string
  readonly isWrong: boolean
  readonly onPassword: (password: string) => void
}

function PasswordField({ password, isWrong, onPassword }: PasswordFieldProps) {
  const wrong = useId()
  return (
    <>
      <label className="row-label">
        <span>Password</span>
        <input
          className="field"
          type="password"
          autoComplete="off"
          maxLength={LONGEST_PASSWORD}
          value={password}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? wrong : undefined}
          data-first-focus
          onChange={(event) => onPassword(event.target.value)}
        />
      </label>
      <p id={wrong} className="password-wrong" role="alert">
        {isWrong && 'The document does not open with that password. Try another.'}
      </p>
    </>
  )
}

interface KeepChoiceProps {
  readonly keep: boolean
  readonly onKeep: (keep: boolean) => void
}

function KeepChoice({ keep, onKeep }: KeepChoiceProps) {
  return (
    <div>
      <label className="password-keep">
        <input type="checkbox" checked={keep} onChange={(event) => onKeep(event.target.checked)} />
        Keep it in the system’s keychain
      </label>
      <p className="hint">
        Where there is none, in the encrypted library. Otherwise it is forgotten when Carrel ends,
        and the pages of this document are not drawn after that; its text stays.
      </p>
    </div>
  )
}
