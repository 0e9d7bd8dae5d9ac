import type { DraftSentence, Quote } from './draft.ts'
import { dot } from '../search/vectors.ts'
import type { Unit } from './evidence.ts'
import type { ModelSentence } from './model-text.ts'
import { agrees } from './support.ts'
import { termsOf } from './words.ts'

/** A model's sentence, made ready to be compared. */
export interface EmbeddedSentence extends ModelSentence {
  /** The sentence, with the question before it where it says too little alone: what `embedding` (384 floats, unit length) stands for. */
  readonly meaning: string
  readonly embedding: Float32Array
}

/** Of a match's strength, the part that meaning (cosine) makes; shared words make the rest. Both alone mislead: see the unit tests. */
const MEANING = 0.5
/** A model's own mark counts for as much as a fifth of the words. */
const HINT = 0.1
/** Weaker matches prove nothing. Unrelated sentences of one document reach 0.35, loose paraphrases begin at 0.5. */
const MIN_STRENGTH = 0.45
/** A further quote must bring this share of the sentence's words that the quotes before lack. */
const MIN_GAIN = 0.2
const MAX_QUOTES = 3
/** Where a sentence is compared together with the question, so much of its own words must stand in the quote as well. */
const MIN_OWN_SHARE = 0.5

interface Alignment {
  /** What the model was given: a hint is the 1-based index into it. */
  readonly promptPassages: readonly Unit['passage'][]
  /** Of the question, ISO 639-1: the units' terms are of that language. English by default. */
  readonly language?: string
}

/**
 * Finds for each sentence the quotes it rests on, among `units` of the passages the model was given. A sentence is supported when what it
 * says stands in its quotes and agrees with them in numbers, names and negation; else it has no quotes.
 */
export function align(
  sentences: readonly EmbeddedSentence[],
  units: readonly Unit[],
  { promptPassages, language = 'en' }: Alignment,
): DraftSentence[] {
  return sentences.map((sentence) => {
    const hinted = new Set(sentence.hints.map((hint) => promptPassages[hint - 1]))
    const chosen = chooseQuotes(sentence, units, { hinted, language })
    const supported = chosen.length > 0 && agrees(sentence.text, sourceOf(chosen), language)
    return { text: sentence.text, quotes: supported ? chosen.map(toQuote) : [], supported }
  })
}

/** The strongest unit, then those that bring words of the sentence which are still missing. */
function chooseQuotes(
  sentence: EmbeddedSentence,
  units: readonly Unit[],
  { hinted, language }: { readonly hinted: ReadonlySet<unknown>; readonly language: string },
): Unit[] {
  const terms = termsOf(sentence.meaning, language)
  const ownTerms = termsOf(sentence.text, language)
  const candidates = units
    .filter((unit) => unit.sentence.kind !== 'heading')
    .map((unit) => ({
      unit,
      strength:
        strengthOf(sentence, { terms, ownTerms }, unit) + (hinted.has(unit.passage) ? HINT : 0),
    }))
    .filter(({ strength }) => strength >= MIN_STRENGTH)
    .sort((a, b) => b.strength - a.strength)
  const chosen: Unit[] = []
  let missing = terms
  for (const { unit } of candidates) {
    const gain = missing.filter((term) => unit.terms.has(term)).length / Math.max(1, terms.length)
    if (chosen.length > 0 && gain < MIN_GAIN) continue
    chosen.push(unit)
    missing = missing.filter((term) => !unit.terms.has(term))
    if (chosen.length === MAX_QUOTES) break
  }
  return chosen
}

interface Terms {
  /** Of what the sentence means, and of itself alone. */
  readonly terms: readonly string[]
  readonly ownTerms: readonly string[]
}

function strengthOf(sentence: EmbeddedSentence, { terms, ownTerms }: Terms, unit: Unit): number {
  const leansOnQuestion = sentence.meaning !== sentence.text
  if (leansOnQuestion && shareOf(ownTerms, unit) < MIN_OWN_SHARE) return 0
  return MEANING * dot(sentence.embedding, unit.embedding) + (1 - MEANING) * shareOf(terms, unit)
}

function shareOf(terms: readonly string[], unit: Unit): number {
  return terms.filter((term) => unit.terms.has(term)).length / Math.max(1, terms.length)
}

function sourceOf(units: readonly Unit[]): { quotes: string; context: string } {
  return {
    quotes: units.map(({ sentence }) => sentence.text).join(' '),
    context: units
      .map(({ passage }) => `${passage.title} ${passage.headings} ${passage.text}`)
      .join(' '),
  }
}

function toQuote({ passage, sentence }: Unit): Quote {
  return { passage, start: sentence.start, end: sentence.end }
}
