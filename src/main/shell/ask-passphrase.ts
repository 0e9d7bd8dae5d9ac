import { BrowserWindow, ipcMain, type IpcMainEvent } from 'electron'
import { join } from 'node:path'
import { isOurFrame, passphraseUrl } from './page-origin.ts'

const channel = 'carrel:passphrase'

/** Asks for the library's passphrase in a small window of its own; null when the person closes it. */
export function askPassphrase(): Promise<string | null> {
  const window = new BrowserWindow({
    ...{ width: 460, height: 280, resizable: false, minimizable: false, fullscreenable: false },
    autoHideMenuBar: true,
    webPreferences: {
      ...{ sandbox: true, contextIsolation: true, nodeIntegration: false },
      preload: join(import.meta.dirname, '..', 'preload', 'passphrase.cjs'),
    },
  })
  return new Promise((resolve) => {
    const take = (event: IpcMainEvent, passphrase: unknown): void => {
      const isFromForm = event.sender === window.webContents && isOurFrame(event.senderFrame)
      if (!isFromForm || (typeof passphrase !== 'string' && passphrase !== null)) return
      resolve(passphrase)
      window.close()
    }
    ipcMain.on(channel, take)
    window.on('closed', () => {
      ipcMain.off(channel, take)
      resolve(null)
    })
    void window.loadURL(passphraseUrl)
  })
}
