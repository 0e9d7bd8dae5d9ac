import { CornerDownLeft } from 'lucide-react'
import { useState } from 'react'
import { addPaths, watchPaths } from '../../state/imports.ts'
import { useKeepInStep } from '../../state/keep-in-step.ts'
import { Button } from '../../ui/button.tsx'
import { AddedIn } from './added-in.tsx'

/** Adds what stands at a path on this machine; quotes round it, as file managers copy them, are taken off. */
export function AddByPath() {
  const [path, setPath] = useState('')
  const isKept = useKeepInStep((state) => state.isKept)
  const wanted = path.trim().replace(/^(["'])(.*)\1$/, '$2')
  return (
    <form
      className="by-path"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted === '') return
        setPath('')
        void (isKept ? watchPaths : addPaths)([wanted])
      }}
    >
      <input
        className="field"
        aria-label="Add by path"
        placeholder="Add by path: /home/you/Documents/lease.pdf"
        value={path}
        spellCheck={false}
        onChange={(event) => setPath(event.target.value)}
      />
      <label className="by-path-kept" title="New, changed, moved and deleted files are followed">
        <input
          type="checkbox"
          checked={isKept}
          onChange={(event) => useKeepInStep.setState({ isKept: event.target.checked })}
        />
        Keep in step
      </label>
      <AddedIn />
      <Button
        type="submit"
        icon={<CornerDownLeft size={16} aria-hidden />}
        disabled={wanted === ''}
      >
        Add
      </Button>
    </form>
  )
}
