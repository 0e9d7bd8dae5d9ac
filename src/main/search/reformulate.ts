import type { LanguageModel } from '../inference/language-model.ts'
import { topicWords } from './keyword-query.ts'

/** A question in a language model's words, for the search alone. */
export interface Reformulation {
  /** The same question; a sentence that might answer it (HyDE: Gao et al., ACL 2023); or a question for one of several facts it needs. */
  readonly kind: 'paraphrase' | 'hypothetical' | 'part'
  readonly text: string
}

/** Each costs a look-up by words and one by meaning; three hops are what questions of the public sets need at most beyond their first. */
const MOST: Readonly<Record<Reformulation['kind'], number>> = {
  paraphrase: 2,
  hypothetical: 1,
  part: 3,
}
const MAX_CHARACTERS = 300
const MAX_TOKENS = 200

const SYSTEM = 'You prepare searches in documents. You never answer a question.'

/** What is wanted comes behind the question: models of one to two thousand million parameters keep to what they read last. */
const promptFor = (question: string): string => `Question: ${question}

Write for a search, in the language of the question, each on a line of its own:
SAME: this question in other words
TEXT: one sentence as a document that answers it might say it
If it can only be answered with several facts, also for each fact:
PART: one simple question`

const KINDS: Readonly<Record<string, Reformulation['kind']>> = {
  SAME: 'paraphrase',
  TEXT: 'hypothetical',
  PART: 'part',
}

/**
 * Asks a model that takes instructions to put a question in other words and to take it apart. It is given the question alone, never a text of a
 * document. When the time is up, the lines that are whole by then count. Throws what the model throws, and the signal's reason.
 */
export async function reformulate(
  question: string,
  model: LanguageModel,
  { signal, timeUp }: { readonly signal: AbortSignal; readonly timeUp: AbortSignal },
): Promise<Reformulation[]> {
  let text = ''
  const prompt = promptFor(question.replaceAll(/\s+/g, ' ').slice(0, MAX_CHARACTERS))
  const either = AbortSignal.any([signal, timeUp])
  const request = { system: SYSTEM, prompt, maxTokens: MAX_TOKENS, signal: either }
  try {
    for await (const piece of model.generate(request)) text += piece
  } catch (error) {
    signal.throwIfAborted()
    if (!timeUp.aborted) throw error
    text = text.slice(0, text.lastIndexOf('\n') + 1)
  }
  return parseReformulations(text, question)
}

/**
 * The lines that keep to their form and share a topic word with the question: a small model wanders off. Parts are questions (what else a
 * model writes there answers what was asked, mostly wrongly) and count from two on.
 */
export function parseReformulations(text: string, question: string): Reformulation[] {
  const asked = new Set(topicWords(question).map(roughStem))
  const counts = { paraphrase: 0, hypothetical: 0, part: 0 }
  const seen = new Set([plain(question)])
  const kept = text.split('\n').flatMap((line): Reformulation[] => {
    const [, label = '', words = ''] = /^\W*(SAME|TEXT|PART)\s*\d*\s*:\s*(.+)$/i.exec(line) ?? []
    const kind = KINDS[label.toUpperCase()]
    const said = words
      .replaceAll(/["“”*\s]+/g, ' ')
      .trim()
      .slice(0, MAX_CHARACTERS)
    if (kind === undefined || seen.has(plain(said)) || counts[kind] === MOST[kind]) return []
    if (kind === 'part' && !/[?？؟]$/.test(said)) return []
    if (!topicWords(said).some((word) => asked.has(roughStem(word)))) return []
    seen.add(plain(said))
    counts[kind]++
    return [{ kind, text: said }]
  })
  return counts.part > 1 ? kept : kept.filter(({ kind }) => kind !== 'part')
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Enough to tell that "pays" and "payment" may be one. */
const roughStem = (word: string): string => word.slice(0, 5)
