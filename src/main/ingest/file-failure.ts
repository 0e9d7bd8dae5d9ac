import { basename } from 'node:path'
import { AppError } from '../lib/app-error.ts'

/** What the file system said about a file, in words. */
export function fileFailure(path: string, cause: unknown): AppError {
  const name = basename(path)
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError(
        'not-found',
        `"${path}" does not exist.`,
        'Check the path, or whether its disk is connected.',
        { cause },
      )
    case 'EACCES':
    case 'EPERM':
      return new AppError(
        'unreadable',
        `"${name}" may not be read by you.`,
        'Change its permissions and add it again.',
        { cause },
      )
    case 'ELOOP':
      return new AppError(
        'unreadable',
        `"${name}" is a link that leads back to itself.`,
        'Add the file itself.',
        { cause },
      )
    default:
      return new AppError(
        'unreadable',
        `"${name}" cannot be read (${String(code ?? 'unknown')}).`,
        'Check its disk and add it again.',
        { cause },
      )
  }
}

/** Named pipes, devices and sockets: reading one could wait for ever. */
export function notAFile(path: string): AppError {
  return new AppError(
    'unsupported-format',
    `"${basename(path)}" is no file but a device, pipe or socket.`,
    'Add files and folders only.',
  )
}
