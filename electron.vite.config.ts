import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { globSync } from 'node:fs'
import { basename } from 'node:path'

/**
 * Modules that run as a process or thread of their own, known by their names: each becomes a file of `out/main`,
 * where lib/worker-url.ts looks for it.
 */
const ownProcesses = globSync([
  'src/main/{index,cli}.ts',
  'src/main/**/*-process.ts',
  'src/main/**/*-worker.ts',
])

/** Flat names, hashed only where two chunks would collide: `./NAME.js` is always beside the module that starts it. */
const flat = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: Object.fromEntries(ownProcesses.map((path) => [basename(path, '.ts'), path])),
        output: { ...flat, format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: 'src/preload/index.ts', passphrase: 'src/preload/passphrase.ts' },
        // A sandboxed preload can only be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
})
