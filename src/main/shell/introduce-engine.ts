import { BrowserWindow, ipcMain, MessageChannelMain, type WebContents } from 'electron'
import type { EngineHost } from './engine-host.ts'
import { isOurFrame } from './page-origin.ts'

/**
 * Gives each page a port to the engine: when the page says that it listens (after a reload too), and again whenever
 * the engine was started again. `engine` is asked late because it starts after this is set up.
 */
export function introduceEngine(engine: () => EngineHost | null): { toAll(): void } {
  const listening = new Set<WebContents>()

  function introduce(contents: WebContents): void {
    if (contents.isDestroyed()) return
    const { port1, port2 } = new MessageChannelMain()
    if (engine()?.introduce(port1)) contents.postMessage('carrel:port', null, [port2])
  }

  ipcMain.on('carrel:page-ready', ({ sender, senderFrame }) => {
    if (!isOurFrame(senderFrame) || BrowserWindow.fromWebContents(sender) === null) return
    if (!listening.has(sender)) sender.once('destroyed', () => listening.delete(sender))
    listening.add(sender)
    introduce(sender)
  })
  return { toAll: () => listening.forEach(introduce) }
}
