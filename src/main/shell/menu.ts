import { app, Menu, shell, type MenuItemConstructorOptions } from 'electron'

/** The system's usual menus, and where the data is. Reload and developer tools only during development. */
export function setMenu(dataFolder: string): void {
  const isMac = process.platform === 'darwin'
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { label: 'Show Data Folder', click: () => void shell.openPath(dataFolder) },
      { type: 'separator' },
      { role: isMac ? 'close' : 'quit' },
    ],
  }
  const development: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }]
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      ...development,
      ...[
        { role: 'resetZoom' as const },
        { role: 'zoomIn' as const },
        { role: 'zoomOut' as const },
      ],
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  }
  const template: MenuItemConstructorOptions[] = [
    file,
    { role: 'editMenu' },
    view,
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(isMac ? [{ role: 'appMenu' }, ...template] : template),
  )
}
