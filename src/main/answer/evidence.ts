import type { Embedder } from '../inference/embedder.ts'
import { must } from '../lib/must.ts'
import type { Passage } from '../search/passage.ts'
import { dot } from '../search/vectors.ts'
import { withoutMeasure } from './measure-words.ts'
import { splitSentences, type Sentence } from './sentences.ts'
import { termsOfWords, type TermsOfWord } from './agreeing-words.ts'
import { termsOf } from './words.ts'

/** Something in a retrieved passage that can be quoted, with all that is known of how it meets the question. */
export interface Unit {
  readonly passage: Passage
  /** Offsets into the passage's text. */
  readonly sentence: Sentence
  readonly terms: ReadonlySet<string>
  /** 384 floats, unit length, by the bundled embedder. */
  readonly embedding: Float32Array
  /** Cosine to the question, -1 to 1, by the embedder that judges. */
  readonly similarity: number
}

/** The question and what was retrieved for it, taken apart and embedded: everything that answering without a language model looks at. */
export interface Evidence {
  readonly question: string
  /** Of the question, ISO 639-1. */
  readonly language: string
  /** Stems of the question's topic words. */
  readonly terms: readonly string[]
  /** How words of the passages are held against them. */
  readonly termsOfWord: TermsOfWord
  /** Name of the embedder whose cosines the similarities are. */
  readonly judgedBy: string
  /** By rank. */
  readonly passages: readonly Passage[]
  /** In order of passages, then of the text. */
  readonly units: readonly Unit[]
}

/**
 * Units that are embedded for one question. Eight passages seldom have more; a hundred sentences of 30 tokens take the int8
 * embedder a third of a second on two cores.
 */
const MAX_UNITS = 100

interface Gathering {
  readonly embedder: Embedder
  /** Tells how close sentences are to the question, where that is another one. */
  readonly judge?: Embedder | undefined
  /** Of the question, ISO 639-1; English by default. */
  readonly language?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Cuts the passages into sentences and embeds them together with the question. */
export async function gatherEvidence(
  question: string,
  passages: readonly Passage[],
  { embedder, judge = embedder, language = 'en', signal }: Gathering,
): Promise<Evidence> {
  const terms = termsOf(withoutMeasure(question, language), language)
  const termsOfWord = termsOfWords(question, language)
  const cut = passages.flatMap((passage) =>
    splitSentences(passage.text).map((sentence) => ({
      passage,
      sentence,
      terms: new Set(termsOf(sentence.text, language, termsOfWord)),
    })),
  )
  const kept = keepPromising(cut, terms)
  const texts = [question, ...kept.map(({ sentence }) => sentence.text)]
  const options = { priority: 'query' as const, ...(signal ? { signal } : {}) }
  const embeddings = await embedder.embed(texts, options)
  const isOwn = judge.name === embedder.name
  const [asked, ...judged] = isOwn ? embeddings : await judge.embed(texts, options)
  const questionEmbedding = must(asked, 'each text gives an embedding')
  const units = kept.map((unit, index) => ({
    ...unit,
    embedding: must(embeddings[index + 1], 'each text gives an embedding'),
    similarity: dot(questionEmbedding, must(judged[index], 'each text gives an embedding')),
  }))
  return { question, language, terms, termsOfWord, judgedBy: judge.name, passages, units }
}

type Cut = Pick<Unit, 'passage' | 'sentence' | 'terms'>

/** The units that share most words with the question, better passages first; in their old order. */
function keepPromising(cut: readonly Cut[], terms: readonly string[]): readonly Cut[] {
  if (cut.length <= MAX_UNITS) return cut
  const promise = (unit: Cut): number =>
    terms.filter((term) => unit.terms.has(term)).length - unit.passage.rank / 10
  const best = new Set([...cut].sort((a, b) => promise(b) - promise(a)).slice(0, MAX_UNITS))
  return cut.filter((unit) => best.has(unit))
}
