import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../lib/app-error.ts'

/** Where packages come from unless told otherwise; its host is what the user allows. */
export const NPM_REGISTRY = 'https://registry.npmjs.org'
/** The largest package of a language has 30 MB. */
const MOST_BYTES = 128 * 1024 * 1024

const Manifest = z.object({ dist: z.object({ tarball: z.url(), integrity: z.string() }) })

interface Registry {
  /** Of the network gate: refuses hosts that are not allowed, and so a package that lies elsewhere. */
  readonly fetch: typeof fetch
  readonly address: string
}

/**
 * The packed files (`.tgz`) of a package's latest version, checked against the SHA-512 that the registry states for it (Subresource
 * Integrity, W3C 2016). Throws `not-allowed`, `not-found`, `provider-failed`, and `damaged` where the bytes are not what was stated.
 */
export async function fetchPackage(
  name: string,
  { fetch, address }: Registry,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const manifest = await ask(`${address}/${name.replace('/', '%2F')}/latest`, fetch, signal)
  const parsed = Manifest.safeParse(await manifest.json().catch(() => null))
  if (!parsed.success) throw noAnswer(address)
  const { tarball, integrity } = parsed.data.dist
  const packed = await bytesOf(await ask(tarball, fetch, signal), name)
  const sha512 = `sha512-${createHash('sha512').update(packed).digest('base64')}`
  if (!integrity.split(/\s+/).includes(sha512))
    throw new AppError(
      'damaged',
      `What came for "${name}" is not what the registry says it is.`,
      'Nothing was installed. Try again later, or on another network.',
    )
  return packed
}

async function ask(
  address: string,
  fetch: Registry['fetch'],
  signal: AbortSignal,
): Promise<Response> {
  const response = await fetch(address, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted()
    if (cause instanceof AppError) throw cause
    throw noAnswer(address, cause)
  })
  if (response.ok) return response
  if (response.status === 404)
    throw new AppError('not-found', `"${address}" does not exist.`, 'Choose another one.')
  throw noAnswer(address)
}

async function bytesOf(response: Response, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > MOST_BYTES)
      throw new AppError('too-large', `"${name}" has more than 128 MB.`, 'Nothing was installed.')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function noAnswer(address: string, cause?: unknown): AppError {
  return new AppError(
    'provider-failed',
    `"${new URL(address).host}" gave no usable answer.`,
    'Check the connection and try again.',
    { cause },
  )
}
