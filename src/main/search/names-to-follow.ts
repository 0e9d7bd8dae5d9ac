import type { LanguageModel } from '../inference/language-model.ts'
import type { ChunkRow } from '../store/rows.ts'
import { writeInTime, type InTime } from './write-in-time.ts'

/**
 * What is shown of the first passages. A model of 1,500 million parameters reads some 45 tokens a second on one core: three times 150 characters
 * and a question are 180, and what it writes are three. With 190 and 250 characters a reply took 5.3 and 7.9 s instead of 4.8 on a busy machine,
 * and gained .074 and .111 instead of .093 on musique (standard error .05); questions in other words had taken 8.6.
 */
const PASSAGES = 3
const CHARACTERS = 150
const MAX_QUESTION = 300
const MOST_NAMES = 3
const MAX_NAME = 50
const MAX_TOKENS = 24

const SYSTEM = 'You prepare searches in documents.'

/** Names alone: asked to write the question anew or in steps, models of this size answered it or said it again. */
const promptFor = (question: string, shown: string): string => `${shown}

Question: ${question}

Its answer needs another document. Which name (person, place, work, group) should be looked up next? Write only names, at most three.`

/**
 * The names that a model would look up next, having read the beginnings of the first passages: what a question describes ("the country that
 * released it") and they name. Only names that stand there, and not in the question. The model sees text of documents. When the time is
 * up, there are none but of whole lines. Throws what the model throws, and the signal's reason.
 */
export async function namesToFollow(
  question: string,
  passages: readonly ChunkRow[],
  { model, ...time }: InTime & { readonly model: LanguageModel },
): Promise<string[]> {
  const shown = passages.slice(0, PASSAGES).map(beginning).join('\n')
  const prompt = promptFor(plain(question).slice(0, MAX_QUESTION), shown)
  const request = { system: SYSTEM, prompt, maxTokens: MAX_TOKENS, stops: ['\n\n'] }
  return parseNames(await writeInTime(model, request, time), { question, shown })
}

/** With its title, where the text does not begin with it. */
function beginning({ title, text }: ChunkRow): string {
  const whole = plain(text.startsWith(title) ? text : `${title}: ${text}`)
  if (whole.length <= CHARACTERS) return whole
  return `${whole.slice(0, whole.lastIndexOf(' ', CHARACTERS))}…`
}

/** The names of a model's list that were `shown` to it and that the question lacks. */
export function parseNames(
  written: string,
  { question, shown }: { readonly question: string; readonly shown: string },
): string[] {
  const [asked, read] = [question.toLowerCase(), shown.toLowerCase()]
  const names = written.split(/[\n,;]/).map((name) =>
    plain(name)
      .replace(/^[\d.)*\-•\s"“]+(?=\p{L})/u, '')
      .replace(/[\s."”]+$/u, ''),
  )
  return [...new Set(names)]
    .filter((name) => name.length > 1 && name.length <= MAX_NAME)
    .filter((name) => read.includes(name.toLowerCase()) && !asked.includes(name.toLowerCase()))
    .slice(0, MOST_NAMES)
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
