import { basename } from 'node:path'
import { AppError } from '../lib/app-error.ts'

/** A parser gave up on it. */
export function damaged(name: string, cause: unknown): AppError {
  return new AppError(
    'damaged',
    `"${name}" is damaged, or not what its name says.`,
    'Open it in its own program, save it again and add that.',
    { cause },
  )
}

export function brokenRecord(path: string, line: number): AppError {
  return new AppError(
    'bad-input',
    `Line ${line} of "${basename(path)}" is no record with a text.`,
    'Each line of a collection must be a JSON object with "text", and may have "id" and "title".',
  )
}
