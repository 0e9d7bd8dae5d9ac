import { median, type Overlap } from './overlap.ts'

/** What became of one file. */
export interface Outcome {
  readonly path: string
  readonly format: string
  /** What its set says of it: text, empty, ocr, password, error-or-partial. */
  readonly expect: string
  /** "text", "empty", or the code of its failure. */
  readonly state: string
  /** Of a locked file whose password is known: its state when that was given. */
  readonly unlocked?: string
  readonly ms: number
  /** Where the set has a truth. */
  readonly overlap: Overlap | null
}

type Scored = Outcome & { readonly overlap: Overlap }

const WORST = 15
const WORDS_SHOWN = 7
/** What may become of a file that is expected to be so. Others are listed one by one. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  text: ['text'],
  ocr: ['text'],
  empty: ['empty'],
  password: ['password-protected'],
  // Damaged: whatever is told is well, as long as nothing hangs or runs out of memory.
  'error-or-partial': ['text', 'empty', 'damaged', 'password-protected', 'unsupported-format'],
}

/** Recall and precision by format, what became of the files, what did not end as expected, and the worst with the words that differ. */
export function printTables(outcomes: readonly Outcome[]): void {
  const scored = outcomes.filter((outcome): outcome is Scored => outcome.overlap !== null)
  console.table([...groupBy(scored, ({ format }) => format).entries()].sort().map(formatRow))
  console.table([formatRow(['all', scored])])
  console.table([...groupBy(outcomes, ({ expect }) => expect).entries()].sort().map(statesRow))
  console.log('Not as expected:')
  for (const { path, expect, state } of outcomes)
    if (EXPECTED[expect]?.includes(state) !== true) console.log(`  ${path} (${expect}): ${state}`)
  for (const { path, unlocked } of outcomes)
    if (unlocked !== undefined && unlocked !== 'text')
      console.log(`  ${path} with its password: ${unlocked}`)
  console.log(
    `The ${WORST} worst by recall, with the words of the truth that are missing and those it has not:`,
  )
  const worst = [...scored].sort((a, b) => a.overlap.recall - b.overlap.recall).slice(0, WORST)
  for (const { path, overlap } of worst) console.log(worstLine(path, overlap))
}

function formatRow([format, outcomes]: readonly [string, readonly Scored[]]): object {
  return {
    format,
    files: outcomes.length,
    'median recall': shown(median(outcomes.map(({ overlap }) => overlap.recall))),
    'median precision': shown(median(outcomes.map(({ overlap }) => overlap.precision))),
    'below .9 recall': outcomes.filter(({ overlap }) => overlap.recall < 0.9).length,
  }
}

function statesRow([expect, outcomes]: readonly [string, readonly Outcome[]]): object {
  const states = [...groupBy(outcomes, ({ state }) => state).entries()].sort()
  const locked = outcomes.filter(({ unlocked }) => unlocked !== undefined)
  return {
    expected: expect,
    files: outcomes.length,
    ended: states.map(([state, { length }]) => `${length} ${state}`).join(', '),
    'opened by password':
      locked.length === 0
        ? ''
        : `${locked.filter(({ unlocked }) => unlocked === 'text').length} of ${locked.length}`,
    'slowest, s': (Math.max(...outcomes.map(({ ms }) => ms)) / 1000).toFixed(1),
  }
}

function worstLine(path: string, { recall, precision, missing, extra }: Overlap): string {
  const some = (words: readonly string[]): string => words.slice(0, WORDS_SHOWN).join(' ') || '–'
  return `  ${shown(recall)} ${shown(precision)} ${path}\n      missing: ${some(missing)}\n      extra: ${some(extra)}`
}

function shown(share: number | null): string {
  return share === null ? '–' : share.toFixed(3)
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
