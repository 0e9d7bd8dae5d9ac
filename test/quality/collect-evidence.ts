import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { answerSignals, type AnswerSignals } from '../../src/main/answer/abstention.ts'
import { gatherEvidence } from '../../src/main/answer/evidence.ts'
import { scoreSentences, type UnitFeatures } from '../../src/main/answer/score-sentences.ts'
import { shortSignals, type ShortSignals } from '../../src/main/answer/short-question.ts'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { loadTokenizer } from '../../src/main/inference/tokenizer.ts'
import {
  openLabelledLibrary,
  readLines,
  remembering,
  type LabelledQuestion,
} from './labelled-library.ts'

/** One question asked on one library. */
export interface Asked {
  readonly library: string
  /** The set the question is from: another than `library` for questions that do not belong there. */
  readonly from: string
  readonly id: string
  readonly answerable: boolean
  /** What questions are divided by, so that none about the same document stands on both sides. */
  readonly about: string
  readonly question: string
  readonly signals: AnswerSignals
  /** Of a short question; null for others. */
  readonly short: ShortSignals | null
  /** The units, best first by the weights in use, and whether each holds a labelled answer. */
  readonly units: readonly { readonly features: UnitFeatures; readonly holdsAnswer: boolean }[]
}

/** Libraries, and the sets whose questions are asked on each. */
export interface Plan {
  readonly library: string
  readonly from: readonly string[]
}

/** As many passages as answering looks at. */
const PASSAGES = 8

/** Asks each planned question through the product's own search and scoring. */
export async function collectEvidence(
  evalDir: string,
  plans: readonly Plan[],
  most: number,
): Promise<Asked[]> {
  const modelFolder = join(import.meta.dirname, '../../models')
  const tokenizer = await loadTokenizer(modelFolder)
  const asked: Asked[] = []
  for (const { library, from } of plans) {
    await using embedder = remembering(
      await openEmbedder({ modelFolder, workers: availableParallelism() }),
    )
    using opened = await openLabelledLibrary(evalDir, library, { embedder, tokenizer })
    for (const set of from) {
      for (const label of questionsOf(evalDir, set, most)) {
        const { passages, searchedChunks } = await opened.search.search({
          query: label.question,
          limit: PASSAGES,
          mode: 'hybrid',
        })
        const evidence = await gatherEvidence(label.question, passages, { embedder })
        const ranked = scoreSentences(evidence)
        asked.push({
          library,
          from: set,
          id: label.id,
          answerable: label.answerable && set === library,
          about: (label.doc_ids[0] ?? label.about_doc_ids?.[0] ?? label.id).replace(/#.*/, ''),
          question: label.question,
          signals: answerSignals(evidence, ranked),
          short: shortSignals(evidence, ranked, searchedChunks),
          units: ranked.map((unit) => ({
            features: unit.features,
            holdsAnswer:
              label.doc_ids.includes(unit.passage.externalId ?? '') &&
              label.answers.some((answer) => unit.sentence.text.includes(answer)),
          })),
        })
      }
      console.error(`${set} asked on ${library}: ${asked.length} so far`)
    }
  }
  return asked
}

/** Evenly spread over the set; questions that need the conversation before them are left out. */
function questionsOf(evalDir: string, set: string, most: number): LabelledQuestion[] {
  const all = readLines<LabelledQuestion>(evalDir, set, 'questions.jsonl').filter(
    ({ history = [] }) => history.length === 0,
  )
  const step = Math.max(1, all.length / most)
  return Array.from(
    { length: Math.min(most, all.length) },
    (_, index) => all[Math.floor(index * step)],
  ).filter((label) => label !== undefined)
}
