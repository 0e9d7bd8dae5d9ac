/** A word or phrase with a dash before it, as a query leaves it out; options of one dash have one letter (`-k5`). */
const EXCLUSION = /^-(?:["“„«]|\p{L}{3})/u

/** Arguments with what a query leaves out (`carrel search rent -garage`) behind `--`, so that nothing takes it for options. */
export function exclusionsLast(args: readonly string[]): readonly string[] {
  const command = args.findIndex((arg) => arg === 'search' || arg === 'ask')
  if (command === -1 || args.includes('--')) return args
  const isExclusion = (arg: string, index: number): boolean =>
    index > command && EXCLUSION.test(arg)
  const exclusions = args.filter(isExclusion)
  if (exclusions.length === 0) return args
  return [...args.filter((arg, index) => !isExclusion(arg, index)), '--', ...exclusions]
}
