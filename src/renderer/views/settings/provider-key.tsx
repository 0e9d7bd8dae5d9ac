import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { engine, queryClient } from '../../engine/client.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { tell, tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'

/** Puts a provider's key into the system's keychain, or takes it out. It is never shown again. */
export function ProviderKey({ provider }: { readonly provider: string }) {
  const { data, error } = useQuery(engine.settings.hasKey.queryOptions({ input: { provider } }))
  if (error !== null) return <FailureNote tone="mild" {...failureOf(error)} />
  if (data === undefined) return null
  return data.hasKey ? <KeptKey provider={provider} /> : <NewKey provider={provider} />
}

function afterwards(text: string) {
  return {
    onError: tellFailure,
    onSuccess: () => {
      tell(text)
      return queryClient.invalidateQueries({ queryKey: engine.settings.hasKey.key() })
    },
  }
}

function KeptKey({ provider }: { readonly provider: string }) {
  const remove = useMutation(
    engine.settings.removeKey.mutationOptions(afterwards('The key was removed.')),
  )
  return (
    <div className="row">
      <span className="row-text">
        <KeyRound size={16} aria-hidden /> A key is kept in this system’s keychain.
      </span>
      <Button onClick={() => remove.mutate({ provider })}>Remove the key</Button>
    </div>
  )
}

function NewKey({ provider }: { readonly provider: string }) {
  const [key, setKey] = useState('')
  const put = useMutation(engine.settings.setKey.mutationOptions(afterwards('The key is kept.')))
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault()
        put.mutate({ provider, key: key.trim() })
      }}
    >
      <label className="row-label">
        <span>Your key, kept in this system’s keychain</span>
        <input
          className="field"
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </label>
      <Button type="submit" disabled={key.trim() === '' || put.isPending}>
        Keep
      </Button>
    </form>
  )
}
