import type { LanguageModel } from '../inference/language-model.ts'
import { topicWords } from './keyword-query.ts'
import { writeInTime, type InTime } from './write-in-time.ts'

/** Each costs a search; three hops are what questions of the public sets need at most beyond their first. */
const MOST = 3
const MAX_CHARACTERS = 300
const MAX_TOKENS = 120

const SYSTEM = 'You prepare searches in documents. You never answer a question.'

/** What is wanted comes behind the question: models of one to two thousand million parameters keep to what they read last. */
const promptFor = (question: string): string => `Question: ${question}

If it can only be answered with several facts, write for each of them, in the language of the question, on a line of its own:
PART: one simple question`

/**
 * Asks a model that takes instructions to take a question apart. It is given the question alone, never a text of a document. When the time is
 * up, the lines that are whole by then count. Throws what the model throws, and the signal's reason.
 */
export async function partsOfQuestion(
  question: string,
  { model, ...time }: InTime & { readonly model: LanguageModel },
): Promise<string[]> {
  const prompt = promptFor(question.replaceAll(/\s+/g, ' ').slice(0, MAX_CHARACTERS))
  const request = { system: SYSTEM, prompt, maxTokens: MAX_TOKENS }
  return parseParts(await writeInTime(model, request, time), question)
}

/**
 * The lines that keep to their form and share a topic word with the question: a small model wanders off. Parts are questions (what else a
 * model writes there answers what was asked, mostly wrongly) and count from two on.
 */
export function parseParts(text: string, question: string): string[] {
  const asked = new Set(topicWords(question).map(roughStem))
  const seen = new Set([plain(question)])
  const parts = text.split('\n').flatMap((line): string[] => {
    const [, words = ''] = /^\W*PART\s*\d*\s*:\s*(.+)$/i.exec(line) ?? []
    const said = words
      .replaceAll(/["“”*\s]+/g, ' ')
      .trim()
      .slice(0, MAX_CHARACTERS)
    if (!/[?？؟]$/.test(said) || seen.has(plain(said))) return []
    if (!topicWords(said).some((word) => asked.has(roughStem(word)))) return []
    seen.add(plain(said))
    return [said]
  })
  return parts.length > 1 ? parts.slice(0, MOST) : []
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Enough to tell that "pays" and "payment" may be one. */
const roughStem = (word: string): string => word.slice(0, 5)
