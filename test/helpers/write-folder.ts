import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder with these files, by relative path: a new one, or `existing`, whose other files stay. Returns its path. */
export async function writeFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  existing?: string,
): Promise<string> {
  const folder = existing ?? (await mkdtemp(join(tmpdir(), 'carrel-files-')))
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }
  return folder
}
