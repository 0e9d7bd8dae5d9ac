import { useState } from 'react'
import type { Settings } from '../../engine/contract-types.ts'
import { native, type CarrelNative } from '../../native.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { LabelledField } from './labelled-field.tsx'
import { useChangeSettings } from './use-change-settings.ts'

/** The GGUF file of the local engine: chosen in the desktop's dialog, or named by its path. */
export function ModelField({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings()
  const [path, setPath] = useState(settings.localModel ?? '')
  const save = (localModel: string | null) => {
    setPath(localModel ?? '')
    change.mutate({ localModel })
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
      <LabelledField
        label="Model file of the local engine"
        placeholder="/path/to/model.gguf"
        value={path}
        onValue={setPath}
      />
      {native !== null && <PickButton desktop={native} onPicked={save} />}
      <Button type="submit" disabled={!isChanged || change.isPending}>
        Save
      </Button>
    </form>
  )
}

interface PickButtonProps {
  readonly desktop: CarrelNative
  readonly onPicked: (path: string) => void
}

function PickButton({ desktop, onPicked }: PickButtonProps) {
  async function pick(): Promise<void> {
    try {
      const path = await desktop.pickModel()
      if (path !== null) onPicked(path)
    } catch (error) {
      tellFailure(error)
    }
  }
  return <Button onClick={() => void pick()}>Choose…</Button>
}
