import { NEGATION } from '../lib/negation.ts'

/** Words in which two texts that say nearly the same differ, as they stand there, telling ones first; of a long list its beginning. */
export interface Difference {
  /** In the text that is shown. */
  readonly here: readonly string[]
  /** In the other. */
  readonly there: readonly string[]
}

/** A text cut into its runs of three words (shingles: Broder, "On the resemblance and containment of documents", 1997). */
export interface Shingles {
  readonly words: readonly string[]
  /** Of each run the hash, by the place of its first word. */
  readonly hashes: readonly number[]
  readonly set: ReadonlySet<number>
}

/** Words a run has: one changed word breaks three runs, so that a passage of 150 words may differ in nine places. */
const RUN = 3
/** Share of its runs that a text has in common with another from which on it says nearly the same. */
const NEARLY = 0.8
/** Shorter texts are read at a glance, and rows of a table differ in less than a fifth of their runs. */
const MIN_WORDS = 30
/** Words of a difference that are told, on each side. */
const TOLD = 5

/** Numbers with their signs, words, and single letters of scripts that set no spaces. */
const WORD =
  /\p{N}+(?:[.,:/-]\p{N}+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|\p{L}[\p{L}\p{N}\p{M}]*(?:['’]\p{L}+)?/gu

export function shinglesOf(text: string): Shingles {
  const words = text.match(WORD) ?? []
  const ofWords = words.map(hashOf)
  const hashes = ofWords
    .slice(0, Math.max(0, words.length - RUN + 1))
    .map((_, at) => ofWords.slice(at, at + RUN).reduce(mixed))
  return { words, hashes, set: new Set(hashes) }
}

/** Whether `text` adds little to `shown`: four of five of its runs stand there. */
export function isNearCopy(text: Shingles, shown: Shingles): boolean {
  if (text.words.length < MIN_WORDS) return false
  const allowed = (1 - NEARLY) * text.hashes.length
  let missing = 0
  return text.hashes.every((hash) => shown.set.has(hash) || ++missing <= allowed)
}

/** Words that only one of both has; null when there are none. Of what is shown, only as far as the other reaches. */
export function differenceOf(shown: Shingles, text: Shingles): Difference | null {
  const [ofShown, ofText] = [sharedPart(shown, text), sharedPart(text, shown)]
  const from = ofShown.first - ofText.first
  const to = ofShown.last + text.words.length - ofText.last
  const here = told(ownWords(shown, text, (at) => at >= from && at < to))
  const there = told(ownWords(text, shown, () => true))
  return here.length + there.length === 0 ? null : { here, there }
}

/** The places of the first and last run of `one` that stand in `other`. */
function sharedPart(one: Shingles, other: Shingles): { first: number; last: number } {
  const isShared = (hash: number): boolean => other.set.has(hash)
  return { first: one.hashes.findIndex(isShared), last: one.hashes.findLastIndex(isShared) }
}

/** Words of `one` that are in no run which stands in `other`. */
function ownWords(one: Shingles, other: Shingles, isMeant: (at: number) => boolean): string[] {
  const isOwn = (at: number): boolean =>
    [at, at - 1, at - 2].every((run) => !other.set.has(one.hashes[run] ?? NaN))
  return one.words.filter((_, at) => isMeant(at) && isOwn(at))
}

function told(words: readonly string[]): string[] {
  return [...new Set(words)].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, TOLD)
}

/** Numbers say most, then negations and names. */
function rankOf(word: string): number {
  if (/\p{N}/u.test(word)) return 0
  return NEGATION.test(word) || /^\p{Lu}/u.test(word) ? 1 : 2
}

/** FNV-1a, 32 bits: two different runs of a passage's few hundred meet once in ten million. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (const letter of word.toLowerCase().replaceAll('’', "'"))
    hash = mixed(hash, letter.codePointAt(0) ?? 0)
  return hash
}

function mixed(hash: number, next: number): number {
  return Math.imul(hash ^ next, 0x01000193) >>> 0
}
