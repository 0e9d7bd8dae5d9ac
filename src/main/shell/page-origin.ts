import type { WebFrameMain } from 'electron'

/** The scheme under which the shell serves the built page; a scheme of its own gives it an origin and headers, which `file:` has not. */
export const pageScheme = 'carrel'

/** Where electron-vite serves the page during development; absent in a build. */
export const developmentServer: string | undefined = process.env['ELECTRON_RENDERER_URL']

export const pageUrl = developmentServer ?? `${pageScheme}://app/index.html`
export const passphraseUrl = `${pageScheme}://app/passphrase`

/** Whether an address belongs to Carrel's own pages. Compared by parts: a scheme of our own has the origin "null" in Node. */
export function isOurAddress(address: string, page: string = pageUrl): boolean {
  if (!URL.canParse(address)) return false
  const [found, ours] = [new URL(address), new URL(page)]
  const isOwnScheme = found.protocol === `${pageScheme}:` && found.host === 'app'
  return isOwnScheme || (found.protocol === ours.protocol && found.host === ours.host)
}

/** Whether a message comes from the top frame of one of our own pages: nothing else may call the shell. */
export function isOurFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOurAddress(frame.url)
}

/** Copying an answer is the one thing the page does that Chromium counts as a permission. */
export function mayWithoutAsking(permission: string, address: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOurAddress(address)
}
