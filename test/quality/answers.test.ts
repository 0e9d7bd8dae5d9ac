import { expect, test } from 'vitest'
import { ABSTENTION, answerProbability } from '../../src/main/answer/abstention.ts'
import { must } from '../../src/main/lib/must.ts'
import { collectEvidence, type Asked } from './collect-evidence.ts'

const evalDir = process.env.CARREL_EVAL_DIR
if (evalDir === undefined)
  console.log('Skipped: CARREL_EVAL_DIR is not set, so no labelled questions are asked.')

const QUESTIONS_A_SET = 100

const share = (asked: readonly Asked[], holds: (one: Asked) => boolean): number =>
  asked.filter(holds).length / asked.length

test.skipIf(evalDir === undefined)(
  'labelled questions are answered by the right sentence, and strangers to the library are not',
  { timeout: 600_000 },
  async () => {
    const plan = { library: 'qa-squad2', from: ['qa-squad2', 'qa-covidqa'] }
    const asked = await collectEvidence(must(evalDir, 'else skipped'), [plan], QUESTIONS_A_SET)
    const abstains = ({ signals }: Asked): boolean =>
      answerProbability(signals) < ABSTENTION.threshold
    const answerable = asked.filter((one) => one.answerable)
    const figures = {
      rightSentence: share(answerable, (one) => one.units[0]?.holdsAnswer === true),
      wronglyNotFound: share(answerable, abstains),
      strangersNotFound: share(
        asked.filter((one) => one.from !== one.library),
        abstains,
      ),
    }
    console.log(figures)
    expect(figures.rightSentence).toBeGreaterThanOrEqual(0.7)
    expect(figures.wronglyNotFound).toBeLessThanOrEqual(0.15)
    expect(figures.strangersNotFound).toBeGreaterThanOrEqual(0.9)
  },
)
