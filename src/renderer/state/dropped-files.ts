import { native } from '../native.ts'

/** A file to be sent, named as the user knows it: with the folders it was dropped in. */
export interface FoundFile {
  readonly path: string
  readonly file: File
}

export interface Dropped {
  /** Known only in the desktop. */
  readonly paths: readonly string[]
  readonly files: readonly FoundFile[]
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

/** A folder's reader gives at most 100 entries a time, and none when it is through. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}

async function walk(entry: FileSystemEntry, found: FoundFile[]): Promise<void> {
  if (entry.name.startsWith('.')) return
  if (isFileEntry(entry))
    found.push({ path: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) })
  else if (isFolderEntry(entry)) for (const one of await entriesOf(entry)) await walk(one, found)
}

/** What was dropped. Must be called within the drop event: afterwards the browser empties it. */
export async function readDrop(transfer: DataTransfer): Promise<Dropped> {
  if (native !== null) {
    const paths = [...transfer.files].map((file) => native?.pathOf(file) ?? '')
    return { paths: paths.filter((path) => path !== ''), files: [] }
  }
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  const plain = [...transfer.files].map((file) => ({ path: file.name, file }))
  const found: FoundFile[] = []
  for (const entry of entries) if (entry !== null) await walk(entry, found)
  return { paths: [], files: found.length > 0 ? found : plain }
}

/** What was chosen in a file dialog; a folder's files keep the folder in their names. */
export function readPicked(list: FileList): FoundFile[] {
  return [...list]
    .map((file) => ({
      path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
      file,
    }))
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')))
}
