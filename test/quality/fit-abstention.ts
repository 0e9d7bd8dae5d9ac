/*
 * Fits the constants of answer/score-sentences.ts (SENTENCE_WEIGHTS) and answer/abstention.ts (ABSTENTION) and prints figures on what
 * was not fitted.  CARREL_EVAL_DIR=DIR node test/quality/fit-abstention.ts [EVIDENCE.json]
 * With a file, the evidence (minutes of search) is kept there and read again the next time.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { ABSTENTION, type AnswerSignals } from '../../src/main/answer/abstention.ts'
import { SENTENCE_WEIGHTS, type UnitFeatures } from '../../src/main/answer/score-sentences.ts'
import { collectEvidence, type Asked, type Plan } from './collect-evidence.ts'
import { fitLogistic, probability, type Example, type Weights } from './logistic.ts'

const plans: readonly Plan[] = [
  { library: 'qa-squad2', from: ['qa-squad2', 'qa-covidqa', 'qa-mtrag-un', 'qa-pubmedqa'] },
  { library: 'qa-covidqa', from: ['qa-covidqa', 'qa-squad2'] },
  { library: 'qa-mtrag-un', from: ['qa-mtrag-un', 'qa-squad2', 'qa-covidqa'] },
  { library: 'qa-pubmedqa', from: ['qa-pubmedqa', 'qa-squad2'] },
  { library: 'qa-hotpotqa-train100', from: ['qa-hotpotqa-train100', 'qa-covidqa'] },
]
const QUESTIONS_A_SET = 300

/** Libraries whose questions are fitted on, one half by document; the other half and all other libraries only measured. */
const FITTED = ['qa-squad2', 'qa-covidqa', 'qa-hotpotqa-train100']
/** Asked for wrong "not found" on at most this share of the questions that the fitted half can answer. */
const TOLERATED = 0.07
const TOLERATED_BY_MODELS = 0.03
/**
 * A question made to look answerable by its own paragraph counts for less than one about something else: words and closeness hardly
 * tell the first kind, and chasing it would cost right answers.
 */
const ADVERSARIAL_WEIGHT = 0.5

const isFitted = (asked: Asked): boolean =>
  FITTED.includes(asked.library) && FITTED.includes(asked.from) && half(asked.about) === 0

/** 0 or 1, the same for all questions about a document. */
function half(about: string): number {
  let sum = 0
  for (const letter of about) sum = (sum * 31 + letter.charCodeAt(0)) % 1009
  return sum % 2
}

const unitNames = Object.keys(SENTENCE_WEIGHTS) as (keyof UnitFeatures)[]
const signalNames = Object.keys(ABSTENTION).filter(
  (name) => !['bias', 'threshold', 'lenientThreshold'].includes(name),
) as (keyof AnswerSignals)[]

const unitVector = (features: UnitFeatures): number[] => unitNames.map((name) => features[name])
const signalVector = (signals: AnswerSignals): number[] => signalNames.map((name) => signals[name])

/** More of anything speaks for an answer; but for these. */
const AGAINST = ['bare', 'unseen']
const signsOf = (names: readonly string[]): (1 | -1)[] =>
  names.map((name) => (AGAINST.includes(name) ? -1 : 1))

function fitSentences(asked: readonly Asked[]): Weights {
  const examples = asked
    .filter((one) => one.units.some((unit) => unit.holdsAnswer))
    .flatMap(({ units }) =>
      units.map(({ features, holdsAnswer }): Example => {
        return { features: unitVector(features), isPositive: holdsAnswer, weight: 1 / units.length }
      }),
    )
  return fitLogistic(examples, { ridge: 0.0003, signs: signsOf(unitNames) })
}

/** Each kind of question of each library counts the same, however many there are of it. */
function weightsOf(asked: readonly Asked[]): number[] {
  const kindOf = (one: Asked): string =>
    one.answerable ? 'answerable' : one.from === one.library ? 'adversarial' : 'outside'
  const groupOf = (one: Asked): string => `${one.library} ${kindOf(one)}`
  const groups = Map.groupBy(asked, groupOf)
  const libraries = (kind: string): number =>
    [...groups.keys()].filter((group) => group.endsWith(` ${kind}`)).length
  return asked.map((one) => {
    const share = 1 / (groups.get(groupOf(one))?.length ?? 1) / libraries(kindOf(one))
    return share * (kindOf(one) === 'adversarial' ? ADVERSARIAL_WEIGHT : 1)
  })
}

function fitAbstention(asked: readonly Asked[]): Weights {
  const weights = weightsOf(asked)
  return fitLogistic(
    asked.map((one, index): Example => ({
      features: signalVector(one.signals),
      isPositive: one.answerable,
      weight: weights[index] ?? 0,
    })),
    { ridge: 0.001, signs: signsOf(signalNames) },
  )
}

/** The probability below which the share `tolerated` of the answerable questions lies. */
function thresholdFor(asked: readonly Asked[], weights: Weights, tolerated: number): number {
  const answerable = asked.filter((one) => one.answerable)
  const shares = weightsOf(answerable)
  const sorted = answerable
    .map((one, index) => ({
      value: probability(signalVector(one.signals), weights),
      share: shares[index] ?? 0,
    }))
    .sort((a, b) => a.value - b.value)
  let below = 0
  for (const { value, share } of sorted) {
    below += share
    if (below >= tolerated) return value
  }
  return 1
}

interface Figures {
  readonly set: string
  readonly asked: number
  readonly abstained: string
  readonly byModels: string
  readonly bestSentenceAnswers: string
}

function figuresOf(set: string, asked: readonly Asked[], fitted: Fitted): Figures {
  const share = (part: number, whole: number): string =>
    whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`
  const below = (threshold: number): number =>
    asked.filter((one) => probability(signalVector(one.signals), fitted.abstention) < threshold)
      .length
  const labelled = asked.filter(
    (one) => one.answerable && one.units.some((unit) => unit.holdsAnswer),
  )
  const score = (features: UnitFeatures): number =>
    probability(unitVector(features), fitted.sentences)
  const right = labelled.filter(
    (one) =>
      one.units.toSorted((a, b) => score(b.features) - score(a.features))[0]?.holdsAnswer === true,
  )
  return {
    set,
    asked: asked.length,
    abstained: share(below(fitted.threshold), asked.length),
    byModels: share(below(fitted.lenientThreshold), asked.length),
    bestSentenceAnswers: share(right.length, labelled.length),
  }
}

interface Fitted {
  readonly sentences: Weights
  readonly abstention: Weights
  readonly threshold: number
  readonly lenientThreshold: number
}

function report(asked: readonly Asked[], fitted: Fitted): void {
  const named = (names: readonly string[], weights: Weights): object =>
    Object.fromEntries(
      [...names, 'bias'].map((name, index) => [name, Number((weights[index] ?? 0).toFixed(2))]),
    )
  console.log('SENTENCE_WEIGHTS', named(unitNames, fitted.sentences))
  console.log('ABSTENTION', named(signalNames, fitted.abstention), {
    threshold: Number(fitted.threshold.toFixed(3)),
    lenientThreshold: Number(fitted.lenientThreshold.toFixed(3)),
  })
  const measured = asked.filter((one) => !isFitted(one))
  const groups = Map.groupBy(measured, (one) =>
    one.from === one.library
      ? `${one.library}: ${one.answerable ? 'answerable' : 'not answerable, about its documents'}`
      : `${one.library}: asked for ${one.from}`,
  )
  console.table([...groups].map(([set, group]) => figuresOf(set, group, fitted)))
}

async function main(evalDir: string, keptAt: string | undefined): Promise<void> {
  const isKept = keptAt !== undefined && existsSync(keptAt)
  const asked = isKept
    ? (JSON.parse(readFileSync(keptAt, 'utf8')) as Asked[])
    : await collectEvidence(evalDir, plans, QUESTIONS_A_SET)
  if (keptAt !== undefined && !isKept) writeFileSync(keptAt, JSON.stringify(asked))
  const fitting = asked.filter(isFitted)
  const abstention = fitAbstention(fitting)
  report(asked, {
    sentences: fitSentences(fitting),
    abstention,
    threshold: thresholdFor(fitting, abstention, TOLERATED),
    lenientThreshold: thresholdFor(fitting, abstention, TOLERATED_BY_MODELS),
  })
}

const { CARREL_EVAL_DIR } = process.env
if (CARREL_EVAL_DIR === undefined)
  console.error(
    'Set CARREL_EVAL_DIR to the folder of test data; without it there is nothing to fit on.',
  )
else await main(CARREL_EVAL_DIR, process.argv[2])
