import { gatherEvidence } from '../../src/main/answer/evidence.ts'
import { assess, extract } from '../../src/main/answer/extract.ts'
import { shortSignals, type ShortSignals } from '../../src/main/answer/short-question.ts'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import type { Tokenizer } from '../../src/main/inference/tokenizer.ts'
import { openLibraryOf, type Record } from './labelled-library.ts'
import { SHORT_CASES, type ShortCase } from './short-questions.ts'

/** A short question, asked of one or of all short documents. */
export interface ShortAsked {
  readonly question: string
  /** Of what: all documents, its own alone, or another alone. */
  readonly of: 'all' | 'its own' | 'another'
  readonly answerable: boolean
  readonly heldOut: boolean
  readonly short: ShortSignals | null
  readonly isFound: boolean
  /** A sentence with the right answer is among those cited. */
  readonly isRight: boolean
}

interface Tools {
  readonly embedder: Embedder
  readonly tokenizer: Tokenizer
}

/** As many passages as answering looks at. */
const PASSAGES = 8

const recordOf = ({ title, text }: ShortCase): Record => ({ id: title, title, text })

/** Asks each short question of all the documents together, and of each alone. */
export async function askShortQuestions(
  tools: Tools,
  cases: readonly ShortCase[] = SHORT_CASES,
): Promise<ShortAsked[]> {
  const asked = await askOf(cases, { ...tools, cases })
  for (const one of cases) asked.push(...(await askOf([one], { ...tools, cases })))
  return asked
}

async function askOf(
  documents: readonly ShortCase[],
  { cases, ...tools }: Tools & { readonly cases: readonly ShortCase[] },
): Promise<ShortAsked[]> {
  using library = await openLibraryOf(documents.map(recordOf), tools)
  const asked: ShortAsked[] = []
  for (const about of cases)
    for (const [question, answer] of questionsOf(about)) {
      const request = { query: question, limit: PASSAGES, mode: 'hybrid' } as const
      const { passages, searchedChunks } = await library.search.search(request)
      const evidence = await gatherEvidence(question, passages, tools)
      const assessment = assess(evidence, searchedChunks)
      const { abstained, text } = extract(question, assessment)
      const isThere = documents.includes(about)
      asked.push({
        question,
        of: documents.length > 1 ? 'all' : isThere ? 'its own' : 'another',
        answerable: isThere && answer !== null,
        heldOut: about.heldOut,
        short: shortSignals(evidence, assessment.ranked, searchedChunks),
        isFound: !abstained,
        isRight: answer !== null && text.includes(answer),
      })
    }
  return asked
}

function questionsOf({ answered, unanswered }: ShortCase): (readonly [string, string | null])[] {
  return [...answered, ...unanswered.map((question) => [question, null] as const)]
}
