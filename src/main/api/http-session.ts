import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** How long a printed address may be opened. Long enough to walk over to a browser, short enough to be useless in a log. */
const TOKEN_LIFE_MS = 15 * 60_000

/**
 * Who may talk to the server: a one-time token is exchanged for a session, which lives in a cookie until the server ends.
 * Only hashes are kept, and compared in constant time.
 */
export interface Sessions {
  /** A token that opens one session, once. */
  issueToken(): string
  /** The session's secret, or null when the token is unknown, used or too old. */
  redeem(token: string): string | null
  /** The `Set-Cookie` of a session. */
  cookie(secret: string): string
  isKnown(request: IncomingMessage): boolean
}

/** `port` names the cookie: browsers share cookies between ports, and two libraries may be served at once. */
export function createSessions(port: number, now: () => number = Date.now): Sessions {
  const cookieName = `carrel_${port}`
  const tokens = new Map<string, { readonly hash: Buffer; readonly issuedMs: number }>()
  const sessions: Buffer[] = []
  return {
    issueToken() {
      const token = randomSecret()
      tokens.set(token.slice(0, 8), { hash: hashOf(token), issuedMs: now() })
      return token
    },
    redeem(token) {
      const known = tokens.get(token.slice(0, 8))
      if (!known || !timingSafeEqual(known.hash, hashOf(token))) return null
      tokens.delete(token.slice(0, 8))
      if (now() - known.issuedMs > TOKEN_LIFE_MS) return null
      const secret = randomSecret()
      sessions.push(hashOf(secret))
      return secret
    },
    cookie: (secret) => `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    isKnown(request) {
      const secret = readCookie(request.headers.cookie ?? '', cookieName)
      if (secret === null) return false
      const hash = hashOf(secret)
      return sessions.some((session) => timingSafeEqual(session, hash))
    },
  }
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function readCookie(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const [key, ...value] = pair.trim().split('=')
    if (key === name) return value.join('=')
  }
  return null
}
