import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** What the page gets beyond the web platform: a handful of functions, no channel and no Electron object among them. */
contextBridge.exposeInMainWorld('carrelNative', {
  pathOf: (file: File) => webUtils.getPathForFile(file),
  pickFiles: () => ipcRenderer.invoke('carrel:pick-files'),
  pickFolder: () => ipcRenderer.invoke('carrel:pick-folder'),
  pickModel: () => ipcRenderer.invoke('carrel:pick-model'),
  revealDataFolder: () => ipcRenderer.invoke('carrel:reveal-data-folder'),
})

// A port cannot cross contextBridge, so it goes as a message to the page's own window, and only to the page's own origin.
ipcRenderer.on('carrel:port', (event) => {
  window.postMessage({ type: 'carrel-port' }, window.location.origin, [...event.ports])
})

window.addEventListener('message', (event: MessageEvent<{ readonly type?: string } | null>) => {
  const isOwn = event.source === window && event.origin === window.location.origin
  if (isOwn && event.data?.type === 'carrel-page-ready') ipcRenderer.send('carrel:page-ready')
})
