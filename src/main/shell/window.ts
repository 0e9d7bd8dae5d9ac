import { BrowserWindow, screen } from 'electron'
import ElectronStore from 'electron-store'
import { join } from 'node:path'
import { pageUrl } from './page-origin.ts'
import { choosePlace, type Place } from './window-place.ts'

/** The shell's own settings file, beside Electron's: nothing of the library is in it. */
interface ShellSettings {
  readonly place?: Place
  readonly isMaximized?: boolean
}

/** Opens the window where it was last time. The page has no Node, its own JavaScript world, and Chromium's sandbox. */
export function openWindow(): BrowserWindow {
  const settings = new ElectronStore<ShellSettings>({ name: 'window' })
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...choosePlace(settings.get('place'), screens),
    ...{ minWidth: 640, minHeight: 480, show: false, title: 'Carrel' },
    webPreferences: {
      ...{ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
      ...{ spellcheck: false, navigateOnDragDrop: false },
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
    },
  })
  if (settings.get('isMaximized')) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    settings.set({ place: window.getNormalBounds(), isMaximized: window.isMaximized() })
  })
  void window.loadURL(pageUrl)
  return window
}

/** Brings the window forward, for a second start of the program. */
export function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.focus()
}
