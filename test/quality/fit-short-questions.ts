/*
 * Fits the constants of answer/short-question.ts (SHORT) on the short questions of labelled sets and on the half of our own that is not
 * held out, and prints figures on both halves.  CARREL_EVAL_DIR=DIR node test/quality/fit-short-questions.ts
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ABSTENTION, answerProbability } from '../../src/main/answer/abstention.ts'
import { SHORT, shortProbability, type ShortSignals } from '../../src/main/answer/short-question.ts'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { loadTokenizer } from '../../src/main/inference/tokenizer.ts'
import { askShortQuestions } from './ask-short-questions.ts'
import { collectEvidence, type Plan } from './collect-evidence.ts'
import { remembering } from './labelled-library.ts'
import { fitLogistic, probability, type Weights } from './logistic.ts'

const plans: readonly Plan[] = [
  { library: 'qa-squad2', from: ['qa-squad2', 'qa-covidqa'] },
  { library: 'qa-covidqa', from: ['qa-covidqa', 'qa-squad2'] },
  { library: 'qa-hotpotqa-train100', from: ['qa-hotpotqa-train100', 'qa-covidqa'] },
]
const QUESTIONS_A_SET = 200

interface Example {
  readonly group: string
  readonly answerable: boolean
  readonly heldOut: boolean
  readonly short: ShortSignals
  /** Answered by its words alone. */
  readonly byWords: boolean
}

const vectorOf = ({ sentence, ahead, size }: ShortSignals): number[] => [sentence, ahead, size]

/** Each group counts the same, and so do the answerable and the others together. */
function fit(examples: readonly Example[]): Weights {
  const groups = Map.groupBy(examples, ({ group }) => group)
  const kinds = Map.groupBy(groups.values(), ([first]) => first?.answerable)
  return fitLogistic(
    examples.map(({ group, answerable, short }) => ({
      features: vectorOf(short),
      isPositive: answerable,
      weight: 1 / (groups.get(group)?.length ?? 1) / (kinds.get(answerable)?.length ?? 1),
    })),
    { ridge: 0.003, signs: [1, 1, -1] },
  )
}

async function ownExamples(): Promise<Example[]> {
  const modelFolder = join(import.meta.dirname, '../../models')
  const tokenizer = await loadTokenizer(modelFolder)
  await using embedder = remembering(
    await openEmbedder({ modelFolder, workers: availableParallelism() }),
  )
  const asked = await askShortQuestions({ embedder, tokenizer })
  return asked.flatMap(({ of, answerable, heldOut, short, isFound }): Example[] => {
    const group = `own documents, ${of}: ${answerable ? 'answerable' : 'not answerable'}`
    const byWords = isFound && (short === null || shortProbability(short) < SHORT.threshold)
    return short === null ? [] : [{ group, answerable, heldOut, short, byWords }]
  })
}

async function labelledExamples(evalDir: string): Promise<Example[]> {
  const asked = await collectEvidence(evalDir, plans, QUESTIONS_A_SET)
  return asked.flatMap(({ library, from, answerable, short, signals }): Example[] => {
    const group = answerable
      ? `${library}: answerable`
      : from === library
        ? `${library}: not answerable, about its documents`
        : `labelled sets: strangers`
    const byWords = answerProbability(signals) >= ABSTENTION.threshold
    return short === null ? [] : [{ group, answerable, heldOut: false, short, byWords }]
  })
}

function report(examples: readonly Example[], weights: Weights): void {
  const [sentence, ahead, size, bias] = weights.map((weight) => Number(weight.toFixed(2)))
  console.log('SHORT', { bias, sentence, ahead, size })
  const share = (of: readonly Example[], holds: (one: Example) => boolean): string =>
    `${((100 * of.filter((one) => !holds(one)).length) / of.length).toFixed(0)} %`
  const groups = Map.groupBy(examples, (one) => `${one.group}${one.heldOut ? ' (held out)' : ''}`)
  const rows = [...groups].map(([group, of]) => {
    const above = (threshold: number) => (one: Example) =>
      one.byWords || probability(vectorOf(one.short), weights) >= threshold
    const figures = [0.55, 0.6, 0.65, 0.7].map((threshold) => [
      `from ${threshold}`,
      share(of, above(threshold)),
    ])
    const now = share(of, ({ byWords }) => byWords)
    return [group, { asked: of.length, 'by words': now, ...Object.fromEntries(figures) }]
  })
  console.log('Not found:')
  console.table(Object.fromEntries(rows))
}

const { CARREL_EVAL_DIR } = process.env
if (CARREL_EVAL_DIR === undefined) console.error('Set CARREL_EVAL_DIR to the folder of test data.')
else {
  const examples = [...(await labelledExamples(CARREL_EVAL_DIR)), ...(await ownExamples())]
  const weights = fit(examples.filter(({ heldOut }) => !heldOut))
  report(examples, weights)
}
