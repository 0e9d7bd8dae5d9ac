import { app, dialog, session, shell, type WebContents } from 'electron'
import { isOurAddress, mayWithoutAsking } from './page-origin.ts'

/** Applies to everything that ever shows content in this app: it stays on our pages and gets no permission. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents))
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) =>
    answer(false),
  )
  session.defaultSession.setPermissionCheckHandler((contents, permission) =>
    mayWithoutAsking(permission, contents?.getURL() ?? ''),
  )
  session.defaultSession.setDevicePermissionHandler(() => false)
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (isOurAddress(event.url)) return
    event.preventDefault()
    void offerToOpen(event.url)
  })
  contents.on('will-redirect', (event) => {
    if (!isOurAddress(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void offerToOpen(url)
    return { action: 'deny' }
  })
}

/** A link in a document may lead anywhere: only `https:`, only in the system's browser, only after a yes to its full address. */
async function offerToOpen(address: string): Promise<void> {
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') return
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this address in your browser?',
    detail: address,
    buttons: ['Cancel', 'Open'],
    ...{ defaultId: 0, cancelId: 0 },
  })
  if (response === 1) await shell.openExternal(address)
}
