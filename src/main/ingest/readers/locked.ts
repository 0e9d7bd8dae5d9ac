import { AppError } from '../../lib/app-error.ts'

/** Passwords to try on locked files. */
export interface Passwords {
  readonly given: readonly string[]
  /** Told which of them opened the file. */
  readonly onOpened: (password: string) => void
}

/** Where it does not matter which one fits. */
export function justTry(given: readonly string[]): Passwords {
  return { given, onOpened: () => undefined }
}

export const NO_PASSWORDS = justTry([])

/**
 * What `open` makes of a locked file with the first password that fits; it gives null for one that does not. Throws
 * `password-protected` when none does.
 */
export async function withPassword<Opened>(
  name: string,
  { given, onOpened }: Passwords,
  open: (password: string) => Promise<Opened | null>,
): Promise<Opened> {
  for (const password of given) {
    const opened = await open(password)
    if (opened === null) continue
    onOpened(password)
    return opened
  }
  throw needsPassword(name, given.length)
}

function needsPassword(name: string, tried: number): AppError {
  const [wrong, hint] =
    tried === 0
      ? ['is protected by a password', 'Give it']
      : ['does not open with that password', 'Try another']
  return new AppError(
    'password-protected',
    `"${name}" ${wrong}.`,
    `${hint}: carrel add --password FILE. Or save it without a password and add that.`,
  )
}
