import { FolderDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { readDrop } from '../state/dropped-files.ts'
import { addFiles, addPaths } from '../state/imports.ts'
import { show, useNavigation } from '../state/navigation.ts'
import { tell, tellFailure } from '../state/notices.ts'

async function addDropped(transfer: DataTransfer): Promise<void> {
  try {
    const { paths, files } = await readDrop(transfer)
    if (paths.length + files.length === 0) tell('There was no file in what was dropped.')
    else if (useNavigation.getState().view !== 'chat') show('library')
    await Promise.all([addPaths(paths), addFiles(files)])
  } catch (error) {
    tellFailure(error)
  }
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}

/** Files dragged from outside; `depth` counts entered elements, since each one left tells so too. */
function useFileDrag(): boolean {
  const [depth, setDepth] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    const on = (kind: 'dragenter' | 'dragleave' | 'dragover' | 'drop', act: () => void) =>
      window.addEventListener(
        kind,
        (event) => {
          if (!hasFiles(event)) return
          event.preventDefault()
          act()
          if (kind === 'drop' && event.dataTransfer !== null) void addDropped(event.dataTransfer)
        },
        { signal: stop.signal },
      )
    on('dragenter', () => setDepth((before) => before + 1))
    on('dragleave', () => setDepth((before) => Math.max(0, before - 1)))
    on('dragover', () => undefined)
    on('drop', () => setDepth(0))
    return () => stop.abort()
  }, [])
  return depth > 0
}

/** The whole window takes files. */
export function DropZone() {
  const isOver = useFileDrag()
  if (!isOver) return null
  return (
    <div className="drop" data-testid="drop-overlay">
      <div className="drop-sheet">
        <FolderDown size={44} strokeWidth={1.4} aria-hidden />
        <p className="drop-title">Drop to add to your library</p>
        <p>Files and whole folders. They are read on this computer and stay on it.</p>
      </div>
    </div>
  )
}
