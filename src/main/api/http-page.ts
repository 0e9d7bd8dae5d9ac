import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** What a file of the page is, by its extension: a script of the wrong type would not run. */
export function contentTypeOf(file: string): string {
  return contentTypes[extname(file)] ?? 'application/octet-stream'
}

/**
 * The page may run its own scripts and talk to its own server, nothing else: no inline script, no frame, no other host.
 * The socket is named because not every browser counts `ws:` as the same origin.
 */
export function securityHeaders(host: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      `connect-src 'self' ws://${host}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'Cache-Control': 'no-store',
  }
}

/** Sends a file of the built page; false when there is none. `/` is `index.html`; no path leads out of the folder. */
export async function sendPageFile(
  response: ServerResponse,
  pageFolder: string,
  pathname: string,
): Promise<boolean> {
  const file = resolveInside(pageFolder, pathname === '/' ? '/index.html' : pathname)
  const isFile = file !== null && (await stat(file).catch(() => null))?.isFile() === true
  if (!isFile) return false
  response.writeHead(200, { 'Content-Type': contentTypeOf(file) })
  await pipeline(createReadStream(file), response)
  return true
}

/** A page in words, for a person who came by a wrong or used address. */
export function sendNotice(response: ServerResponse, status: number, title: string, text: string) {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' })
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title} · Carrel</title>` +
      `<h1>${title}</h1><p>${text}</p></html>\n`,
  )
}

/** The file that a page's path names; null when it is malformed or leads out of the folder. */
export function resolveInside(folder: string, pathname: string): string | null {
  const decoded = safeDecode(pathname)
  if (decoded === null || decoded.includes('\0')) return null
  const root = normalize(folder + sep)
  const file = normalize(join(root, decoded))
  return file.startsWith(root) ? file : null
}

function safeDecode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    // A malformed escape names no file.
    return null
  }
}
