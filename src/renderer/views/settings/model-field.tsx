import { useState } from 'react'
import type { Settings } from '../../engine/contract-types.ts'
import { native } from '../../native.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { useChangeSettings } from './use-change-settings.ts'

/** The GGUF file of the local engine: chosen in the desktop's dialog, or named by its path. */
export function ModelField({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings()
  const [path, setPath] = useState(settings.localModel ?? '')
  const save = (localModel: string | null) => {
    setPath(localModel ?? '')
    change.mutate({ localModel })
  }
  async function pick(): Promise<void> {
    try {
      const picked = (await native?.pickModel()) ?? null
      if (picked !== null) save(picked)
    } catch (error) {
      tellFailure(error)
    }
  }
  const wanted = path.trim()
  const isChanged = wanted !== (settings.localModel ?? '')
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault()
        save(wanted === '' ? null : wanted)
      }}
    >
      <label className="row-label">
        <span>Model file of the local engine</span>
        <input
          className="field"
          placeholder="/path/to/model.gguf"
          spellCheck={false}
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
      </label>
      {native !== null && <Button onClick={() => void pick()}>Choose…</Button>}
      <Button type="submit" disabled={!isChanged || change.isPending}>
        Save
      </Button>
    </form>
  )
}
