import { InvalidArgumentError } from 'commander'

/** Numbers of documents, one an argument. */
export function collectIds(value: string, earlier: readonly number[] | undefined): number[] {
  const id = Number(value)
  if (!Number.isInteger(id) || id < 1)
    throw new InvalidArgumentError('Use the numbers that "carrel list" shows.')
  return [...(earlier ?? []), id]
}
