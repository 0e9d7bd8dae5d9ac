import { FilePlus2, FolderPlus } from 'lucide-react'
import { useRef } from 'react'
import { native, type CarrelNative } from '../../native.ts'
import { readPicked } from '../../state/dropped-files.ts'
import { addFiles, addPaths, watchPaths } from '../../state/imports.ts'
import { useKeepInStep } from '../../state/keep-in-step.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'

async function pickInDesktop(desktop: CarrelNative, what: 'files' | 'folder'): Promise<void> {
  try {
    if (what === 'files') return await addPaths(await desktop.pickFiles())
    const add = useKeepInStep.getState().isKept ? watchPaths : addPaths
    await add(await desktop.pickFolder())
  } catch (error) {
    tellFailure(error)
  }
}

/** Chooses files or a folder to add: by the desktop's dialogs where there are any, else by the browser's. */
export function AddButtons() {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const pick = (what: 'files' | 'folder') => {
    if (native !== null) void pickInDesktop(native, what)
    else (what === 'files' ? files : folder).current?.click()
  }
  return (
    <>
      <Button
        tone="primary"
        icon={<FilePlus2 size={17} aria-hidden />}
        onClick={() => pick('files')}
      >
        Add files
      </Button>
      <Button icon={<FolderPlus size={17} aria-hidden />} onClick={() => pick('folder')}>
        Add a folder
      </Button>
      <HiddenPicker input={files} what="files" />
      <HiddenPicker input={folder} what="folder" />
    </>
  )
}

interface HiddenPickerProps {
  readonly input: React.RefObject<HTMLInputElement | null>
  readonly what: 'files' | 'folder'
}

/** The browser's own dialog, opened by the buttons above. */
function HiddenPicker({ input, what }: HiddenPickerProps) {
  return (
    <input
      ref={input}
      type="file"
      multiple
      hidden
      aria-label={what === 'files' ? 'Files to add' : 'Folder to add'}
      data-testid={`${what}-input`}
      onChange={(event) => {
        const found = event.target.files === null ? [] : readPicked(event.target.files)
        event.target.value = ''
        void addFiles(found)
      }}
      {...(what === 'folder' ? { webkitdirectory: '' } : {})}
    />
  )
}
