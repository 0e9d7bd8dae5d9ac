import { app, BrowserWindow, dialog } from 'electron'
import { join } from 'node:path'
import type { EngineHost } from './engine-host.ts'
import { focusWindow, openWindow } from './window.ts'

/** True for the first Carrel of this user; a second one brings the first forward and ends. */
export function isFirstInstance(): boolean {
  if (app.requestSingleInstanceLock()) {
    app.on('second-instance', focusWindow)
    return true
  }
  app.quit()
  return false
}

/** Runs `work` once Electron is ready. Not awaited at the top of a module: Electron is ready only after its entry is loaded. */
export function onceReady(work: () => void): void {
  app.whenReady().then(work, (error: unknown) => {
    fail({ message: 'Carrel could not start.', hint: String(error) })
  })
}

/** The models that come inside a package; undefined when run from the repository. */
export function packagedModelFolder(): string | undefined {
  return app.isPackaged ? join(process.resourcesPath, 'models') : undefined
}

/** Closing the last window ends the program (on macOS it stays in the dock), and the engine closes its database first. */
export function followWindows(engine: EngineHost): void {
  let isEngineStopped = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow()
  })
  app.on('before-quit', (event) => {
    if (isEngineStopped) return
    event.preventDefault()
    void engine.stop().finally(() => {
      isEngineStopped = true
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
}

/** Says what is wrong and what to do, then ends. */
export function fail({ message, hint }: { readonly message: string; readonly hint: string }): void {
  dialog.showErrorBox(message, hint)
  app.exit(1)
}
