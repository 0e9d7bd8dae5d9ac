/** The value itself. Throws when it is missing; `why` says why it cannot be. */
export function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Error(`Broken invariant: ${why}`)
  return value
}
