import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { argon2id } from 'hash-wasm'
import { AppError } from '../lib/app-error.ts'

/** A key locked by a passphrase: Argon2id (RFC 9106) makes the lock's key, AES-256-GCM locks. Bytes in hex. */
export interface WrappedKey {
  readonly kdf: 'argon2id'
  readonly memoryKib: number
  readonly iterations: number
  readonly parallelism: number
  readonly salt: string
  readonly cipher: 'aes-256-gcm'
  readonly nonce: string
  readonly sealed: string
  readonly tag: string
}

/** RFC 9106's second recommendation (64 MiB, 3 passes, 4 lanes): half a second on two cores, and it fits small machines. */
const COST = { memoryKib: 65_536, iterations: 3, parallelism: 4 } as const

/** A file from elsewhere must not make us allocate without end; 1 GiB is RFC 9106's first recommendation halved. */
const MAX_MEMORY_KIB = 1_048_576

/** Locks a 32-byte key. Salt and nonce are new each time. */
export async function wrapKey(key: Buffer, passphrase: string): Promise<WrappedKey> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, COST), nonce)
  const sealed = Buffer.concat([cipher.update(key), cipher.final()])
  return {
    kdf: 'argon2id',
    ...COST,
    salt: salt.toString('hex'),
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('hex'),
    sealed: sealed.toString('hex'),
    tag: cipher.getAuthTag().toString('hex'),
  }
}

/** The key again. Throws `wrong-key` when the passphrase is another one. */
export async function unwrapKey(wrapped: WrappedKey, passphrase: string): Promise<Buffer> {
  if (wrapped.memoryKib > MAX_MEMORY_KIB) throw wrongPassphrase()
  const lock = await derive(passphrase, Buffer.from(wrapped.salt, 'hex'), wrapped)
  const decipher = createDecipheriv('aes-256-gcm', lock, Buffer.from(wrapped.nonce, 'hex'), {
    authTagLength: 16,
  })
  decipher.setAuthTag(Buffer.from(wrapped.tag, 'hex'))
  try {
    return Buffer.concat([decipher.update(Buffer.from(wrapped.sealed, 'hex')), decipher.final()])
  } catch (error) {
    throw wrongPassphrase({ cause: error })
  }
}

/** NFC, because the same passphrase typed on another system may arrive in other code points. */
async function derive(
  passphrase: string,
  salt: Buffer,
  cost: { readonly memoryKib: number; readonly iterations: number; readonly parallelism: number },
): Promise<Buffer> {
  const bytes = await argon2id({
    password: passphrase.normalize('NFC'),
    salt,
    memorySize: cost.memoryKib,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  })
  return Buffer.from(bytes)
}

function wrongPassphrase(options?: ErrorOptions): AppError {
  return new AppError(
    'wrong-key',
    'The passphrase does not open this workspace. Nothing in it was changed.',
    'Try again; capitals and spaces count. Without the passphrase the workspace cannot be opened by anybody.',
    options,
  )
}
