import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { contentTypeOf, resolveInside } from '../api/http-page.ts'
import { passphrasePage } from './passphrase-page.ts'
import { pageScheme, passphraseUrl } from './page-origin.ts'

/** The page runs its own scripts and talks to nobody: its engine is at the other end of a port. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }])
}

/** Serves the built page under our own scheme, with its content policy as a header. */
export function servePage(pageFolder: string): void {
  protocol.handle(pageScheme, async (request) => {
    if (request.url === passphraseUrl) return passphrasePage()
    const { host, pathname } = new URL(request.url)
    const file = host === 'app' ? resolveInside(pageFolder, pathname) : null
    const bytes = file === null ? null : await readFile(file).catch(() => null) // not a file: not found
    if (file === null || bytes === null) return new Response('Not found', { status: 404 })
    const headers = {
      'Content-Type': contentTypeOf(file),
      'Content-Security-Policy': contentPolicy,
      'X-Content-Type-Options': 'nosniff',
    }
    return new Response(bytes, { headers })
  })
}
