import { AppError } from '../lib/app-error.ts'

/** One request that left the machine, or was refused. */
export interface EgressEntry {
  readonly at: string
  readonly host: string
  readonly why: string
  readonly sentBytes: number
  readonly outcome: 'refused' | 'sent' | 'failed'
}

export interface NetworkGate {
  /** Throws `not-allowed`, and logs that, when a host (name, or name:port) may not be reached: for saying so before any work is done. */
  requireAllowed(host: string, why: string): void
  /** A `fetch` whose requests are logged with the reason `why`. Throws `not-allowed` for hosts the user has not allowed. */
  fetchFor(why: string): typeof fetch
}

/**
 * The only way out of the machine: every outbound request of the product passes here. Loopback is no exception, because what listens there
 * may pass things on.
 */
export function openNetworkGate(options: {
  /** Asked at each request: host names, or `host:port` to allow one port only. */
  readonly allowedHosts: () => readonly string[]
  readonly log: (entry: EgressEntry) => void
}): NetworkGate {
  const log = (host: string, why: string, rest: Pick<EgressEntry, 'sentBytes' | 'outcome'>): void =>
    options.log({ at: new Date().toISOString(), host, why, ...rest })
  const requireAllowed = (host: string, why: string): void => {
    if (isAllowed(host, options.allowedHosts())) return
    log(host, why, { sentBytes: 0, outcome: 'refused' })
    throw new AppError(
      'not-allowed',
      `This workspace may not send anything to "${host}".`,
      `Allow it in the settings or with "carrel key allow ${host}".`,
    )
  }
  return {
    requireAllowed,
    fetchFor: (why) => async (input, init) => {
      const { host, protocol } = new URL(input instanceof Request ? input.url : input)
      requireAllowed(/^https?:$/.test(protocol) ? host : protocol, why)
      const sentBytes = bodyBytes(init?.body ?? null)
      try {
        // A redirect could lead to a host that was never allowed, so none is followed.
        const response = await fetch(input, { ...init, redirect: 'error' })
        log(host, why, { sentBytes, outcome: 'sent' })
        return response
      } catch (error) {
        log(host, why, { sentBytes, outcome: 'failed' })
        throw error
      }
    },
  }
}

/** A bare name allows all its ports. */
function isAllowed(host: string, allowedHosts: readonly string[]): boolean {
  const withoutPort = host.replace(/:\d+$/, '')
  return allowedHosts.some((allowed) => [host, withoutPort].includes(allowed.trim().toLowerCase()))
}

function bodyBytes(body: BodyInit | null): number {
  if (body === null) return 0
  if (typeof body === 'string') return Buffer.byteLength(body)
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength
  if (body instanceof Blob) return body.size
  return Buffer.byteLength(String(body))
}
