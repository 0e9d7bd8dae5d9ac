import react from '@vitejs/plugin-react'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** Builds the page as it is in the source, as production does, into a new folder; returns that folder. */
export async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'carrel-page-'))
  await build({
    configFile: false,
    root: 'src/renderer',
    plugins: [react()],
    logLevel: 'silent',
    build: { outDir, emptyOutDir: true },
  })
  return outDir
}
