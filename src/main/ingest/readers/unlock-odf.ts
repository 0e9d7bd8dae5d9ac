import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { argon2id } from 'hash-wasm'
import { AppError } from '../../lib/app-error.ts'
import { withPassword, type Passwords } from './locked.ts'
import type { Source } from './reader.ts'
import { boundOf } from './unpack.ts'
import { allNamed, firstNamed, type XmlElement } from './xml-tree.ts'

/** How a part of an OpenDocument file is locked (OpenDocument 1.3, part 2, 4.8). */
interface Lock {
  readonly path: string
  readonly cipher: 'aes256-cbc' | 'aes256-gcm'
  readonly vector: Buffer
  readonly startHash: 'sha1' | 'sha256'
  readonly salt: Buffer
  readonly derivation: Derivation
}

type Derivation =
  | { readonly kind: 'pbkdf2'; readonly rounds: number }
  /** Of LibreOffice since 24.8; memory in KiB. */
  | {
      readonly kind: 'argon2id'
      readonly rounds: number
      readonly memory: number
      readonly lanes: number
    }

const KEY_BYTES = 32
const GCM_VECTOR_BYTES = 12
const GCM_TAG_BYTES = 16
/** LibreOffice takes 100,000 rounds, or 3 with 64 MiB; a file that asks for far more is made to hang. */
const MAX_PBKDF2_ROUNDS = 2_000_000
const MAX_ARGON2_ROUNDS = 10
const MAX_ARGON2_KIB = 262_144

/** The parts of a locked OpenDocument file that are wanted, unlocked, by path. Throws `password-protected`. */
export async function unlockOdf(
  source: Source,
  parts: ReadonlyMap<string, Uint8Array>,
  { manifest, passwords }: { readonly manifest: XmlElement; readonly passwords: Passwords },
): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = allNamed(manifest, 'file-entry').filter((each) =>
    firstNamed(each, 'encryption-data'),
  )
  const wanted = entries.filter(({ attributes }) => parts.has(pathOf(attributes)))
  if (wanted.length === 0) throw unknownLock(source.name)
  const locks = wanted.map((entry) => {
    const lock = lockOf(entry)
    if (lock === null) throw unknownLock(source.name)
    return lock
  })
  return withPassword(source.name, passwords, async (password) => {
    const opened = new Map<string, Uint8Array>()
    for (const lock of locks) {
      const bytes = await open(parts.get(lock.path) ?? new Uint8Array(), lock, {
        password,
        most: boundOf(source),
      })
      if (bytes === null) return null
      opened.set(lock.path, bytes)
    }
    return opened
  })
}

function pathOf(attributes: Readonly<Record<string, string>>): string {
  return attributes['manifest:full-path'] ?? ''
}

/** Null for the locks of before 2011 (Blowfish), and for any other that is not known. */
function lockOf(entry: XmlElement): Lock | null {
  const attributesOf = (name: string): Readonly<Record<string, string>> =>
    firstNamed(entry, name)?.attributes ?? {}
  const algorithm = attributesOf('algorithm')
  const [, cipher] = /#(aes256-(?:cbc|gcm))$/.exec(algorithm['manifest:algorithm-name'] ?? '') ?? []
  const key = attributesOf('key-derivation')
  const derivation = derivationOf(key)
  if ((cipher !== 'aes256-cbc' && cipher !== 'aes256-gcm') || derivation === null) return null
  const start = attributesOf('start-key-generation')['manifest:start-key-generation-name'] ?? ''
  return {
    path: pathOf(entry.attributes),
    cipher,
    vector: bytesOf(algorithm['manifest:initialisation-vector']),
    startHash: /sha256$/.test(start) ? 'sha256' : 'sha1',
    salt: bytesOf(key['manifest:salt']),
    derivation,
  }
}

function derivationOf(key: Readonly<Record<string, string>>): Derivation | null {
  const name = key['manifest:key-derivation-name'] ?? ''
  const rounds = Number(key['manifest:iteration-count'])
  if (/PBKDF2$/i.test(name))
    return rounds >= 1 && rounds <= MAX_PBKDF2_ROUNDS ? { kind: 'pbkdf2', rounds } : null
  const [passes, memory, lanes] = ['iterations', 'memory', 'lanes'].map((each) =>
    Number(key[`loext:argon2-${each}`]),
  )
  const isArgon2 = /argon2id$/.test(name) && passes && memory && lanes
  if (!isArgon2 || passes > MAX_ARGON2_ROUNDS || memory > MAX_ARGON2_KIB) return null
  return { kind: 'argon2id', rounds: passes, memory, lanes }
}

function bytesOf(base64: string | undefined): Buffer {
  return Buffer.from(base64 ?? '', 'base64')
}

/** Null when the password does not fit: then what comes out is no packed content. */
async function open(
  bytes: Uint8Array,
  lock: Lock,
  { password, most }: { readonly password: string; readonly most: number },
): Promise<Uint8Array | null> {
  try {
    const packed = decipher(bytes, lock, await keyOf(password, lock))
    // A whole file that is locked as one is not packed again.
    if (packed.subarray(0, 2).toString('latin1') === 'PK') return packed
    return inflateRawSync(packed, { maxOutputLength: most })
  } catch {
    // Wrong padding, a wrong seal or no packed content: a wrong key.
    return null
  }
}

async function keyOf(password: string, { startHash, salt, derivation }: Lock): Promise<Buffer> {
  const start = createHash(startHash).update(password, 'utf8').digest()
  if (derivation.kind === 'pbkdf2')
    return pbkdf2Sync(start, salt, derivation.rounds, KEY_BYTES, 'sha1')
  const hash = await argon2id({
    password: start,
    salt,
    iterations: derivation.rounds,
    memorySize: derivation.memory,
    parallelism: derivation.lanes,
    hashLength: KEY_BYTES,
    outputType: 'binary',
  })
  return Buffer.from(hash)
}

/** The padding is that of XML Encryption: only its last byte says how long it is. */
function decipher(bytes: Uint8Array, { cipher, vector }: Lock, key: Buffer): Buffer {
  if (cipher === 'aes256-cbc') {
    const aes = createDecipheriv('aes-256-cbc', key, vector).setAutoPadding(false)
    const plain = Buffer.concat([aes.update(bytes), aes.final()])
    return plain.subarray(0, plain.length - (plain.at(-1) ?? 0))
  }
  const start = Buffer.from(bytes.subarray(0, GCM_VECTOR_BYTES))
  const sealed = start.equals(vector) ? bytes.subarray(GCM_VECTOR_BYTES) : bytes
  const aes = createDecipheriv('aes-256-gcm', key, vector)
  aes.setAuthTag(sealed.subarray(-GCM_TAG_BYTES))
  return Buffer.concat([aes.update(sealed.subarray(0, -GCM_TAG_BYTES)), aes.final()])
}

function unknownLock(name: string): AppError {
  return new AppError(
    'password-protected',
    `"${name}" is locked in a way that Carrel cannot open.`,
    'Open it in LibreOffice, save it again with a password or without one, and add that.',
  )
}
