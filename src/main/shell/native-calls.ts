import { BrowserWindow, dialog, ipcMain, shell, type OpenDialogOptions } from 'electron'
import { isOurFrame } from './page-origin.ts'

/** The few things a page cannot do by itself. None takes an argument, so a page cannot name a path it was not given. */
export function serveNativeCalls(dataFolder: string): void {
  answer('carrel:pick-files', (window) => pick(window, ['openFile', 'multiSelections']))
  answer('carrel:pick-folder', (window) => pick(window, ['openDirectory', 'multiSelections']))
  answer('carrel:pick-model', async (window) => {
    const filters = [{ name: 'Language model (GGUF)', extensions: ['gguf'] }]
    return (await pick(window, ['openFile'], filters))[0] ?? null
  })
  answer('carrel:reveal-data-folder', () => shell.openPath(dataFolder))
}

/** Answers a call of our own page; any other sender is an error. */
function answer(channel: string, work: (window: BrowserWindow) => Promise<unknown>): void {
  ipcMain.handle(channel, (event) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (window === null || !isOurFrame(event.senderFrame))
      throw new Error(`"${channel}" was called from outside Carrel's own page.`)
    return work(window)
  })
}

/** The chosen paths; empty when the person cancels. */
async function pick(
  window: BrowserWindow,
  properties: NonNullable<OpenDialogOptions['properties']>,
  filters: NonNullable<OpenDialogOptions['filters']> = [],
): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, { properties, filters })
  return filePaths
}
