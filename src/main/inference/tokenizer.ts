import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../lib/app-error.ts'
import { must } from '../lib/must.ts'

/** The folder of the bundled embedding model, inside the folder of models. */
export const EMBEDDING_MODEL = 'all-MiniLM-L6-v2'

/** Longer words are unknown words: the limit the vocabulary was made with. */
const MAX_WORD_CHARACTERS = 100
/** Words remembered with their pieces: some 10 MB. A book of 100,000 words has about 10,000 different ones. */
const MAX_REMEMBERED_WORDS = 50_000

/** Cuts text into the word pieces that the bundled embedding model knows (BERT's uncased WordPiece). */
export interface Tokenizer {
  /** How many word pieces `text` has, without the two that mark its start and end: counts of parts add up. */
  count(text: string): number
  /** The ids of the word pieces, between the ids of `[CLS]` and `[SEP]`; the whole text, never cut. */
  encode(text: string): number[]
}

/** Reads the tokenizer of the embedding model below `modelFolder`. Throws `model-missing`. */
export async function loadTokenizer(modelFolder: string): Promise<Tokenizer> {
  const file = join(modelFolder, EMBEDDING_MODEL, 'tokenizer.json')
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError(
      'model-missing',
      `The embedding model's tokenizer "${file}" cannot be read.`,
      'Build the model with "npm run build:model", or install Carrel again.',
      { cause },
    )
  })
  const { model } = JSON.parse(content) as { model: { vocab: Record<string, number> } }
  return createTokenizer(new Map(Object.entries(model.vocab)))
}

const SPECIAL = ['[CLS]', '[SEP]', '[UNK]', '[PAD]', '[MASK]']
const SPECIAL_PARTS = /(\[(?:CLS|SEP|UNK|PAD|MASK)\])/
const NOT_ASCII = /[^\0-\x7f]/
const ASCII_CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g
/** Controls but tab and line ends, the replacement character, format and private characters, halves of surrogate pairs. */
const UNWANTED = /(?![\t\n\r])[\uFFFD\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu
/** Ideographs of the basic plane: each is a word. */
const IDEOGRAPH = /[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]/g
const NONSPACING_MARK = /\p{Mn}/gu
const ASCII_WORD = /[0-9a-z]+|[!-/:-@[-`{-~]/g
const WORD = /[^\s\p{P}!-/:-@[-`{-~]+|[\p{P}!-/:-@[-`{-~]/gu

function createTokenizer(vocabulary: ReadonlyMap<string, number>): Tokenizer {
  const [start, end, unknown] = SPECIAL.map((token) =>
    must(vocabulary.get(token), `the vocabulary has ${token}`),
  )
  const edges = { start: must(start, 'listed above'), end: must(end, 'listed above') }
  const remembered = new Map<string, readonly number[]>()

  const piecesOf = (word: string): readonly number[] => {
    const known = remembered.get(word)
    if (known !== undefined) return known
    if (remembered.size >= MAX_REMEMBERED_WORDS) remembered.clear()
    const pieces = cutWord(word, vocabulary) ?? [must(unknown, 'listed above')]
    remembered.set(word, pieces)
    return pieces
  }

  const eachWord = (text: string, visit: (pieces: readonly number[]) => void): void => {
    for (const part of text.includes('[') ? text.split(SPECIAL_PARTS) : [text]) {
      if (SPECIAL.includes(part))
        visit([must(vocabulary.get(part), 'checked when the vocabulary was read')])
      else for (const word of splitWords(part)) visit(piecesOf(word))
    }
  }

  return {
    count(text) {
      let count = 0
      eachWord(text, (pieces) => (count += pieces.length))
      return count
    },
    encode(text) {
      const ids = [edges.start]
      eachWord(text, (pieces) => ids.push(...pieces))
      ids.push(edges.end)
      return ids
    },
  }
}

/** Words and punctuation marks, lower case and without accents. */
function splitWords(text: string): readonly string[] {
  if (!NOT_ASCII.test(text))
    return text.replace(ASCII_CONTROL, '').toLowerCase().match(ASCII_WORD) ?? []
  const clean = text.replace(UNWANTED, '').replace(IDEOGRAPH, ' $& ').toLowerCase()
  return clean.normalize('NFD').replace(NONSPACING_MARK, '').match(WORD) ?? []
}

/** The longest known piece from the left, again and again; null when some rest has none. */
function cutWord(word: string, vocabulary: ReadonlyMap<string, number>): readonly number[] | null {
  const whole = vocabulary.get(word)
  if (whole !== undefined) return [whole]
  const characters = [...word]
  if (characters.length > MAX_WORD_CHARACTERS) return null
  const pieces: number[] = []
  let from = 0
  while (from < characters.length) {
    let to = characters.length
    let piece: number | undefined
    for (; to > from && piece === undefined; to--)
      piece = vocabulary.get((from === 0 ? '' : '##') + characters.slice(from, to).join(''))
    if (piece === undefined) return null
    pieces.push(piece)
    from = to + 1
  }
  return pieces
}
