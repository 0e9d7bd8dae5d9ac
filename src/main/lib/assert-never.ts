/** Ends a `switch` over a union: the compiler proves it unreachable, a wrong cast still fails loudly. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
