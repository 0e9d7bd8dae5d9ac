import { InvalidArgumentError } from 'commander'

/** A parser of whole numbers within bounds, for an option's value. */
export function parseWhole(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < least || number > most)
      throw new InvalidArgumentError(`Use a whole number from ${least} to ${most}.`)
    return number
  }
}
