import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { loadTokenizer } from '../../src/main/inference/tokenizer.ts'
import { HELD_OUT_CASES } from './short-questions-held-out.ts'
import { askShortQuestions, type ShortAsked } from './ask-short-questions.ts'
import { remembering } from './labelled-library.ts'

const shareOf =
  (asked: readonly ShortAsked[]) =>
  (holds: (one: ShortAsked) => boolean, among: (one: ShortAsked) => boolean): number =>
    asked.filter(among).filter(holds).length / asked.filter(among).length
const isFound = ({ isFound }: ShortAsked): boolean => isFound

const modelFolder = join(import.meta.dirname, '../../models')

test(
  'short questions in other words than the documents’ are answered, and those of other documents are not',
  { timeout: 300_000 },
  async () => {
    const tokenizer = await loadTokenizer(modelFolder)
    await using embedder = remembering(await openEmbedder({ modelFolder }))
    const asked = await askShortQuestions({ embedder, tokenizer })
    const share = shareOf(asked)
    const answerable = (heldOut: boolean) => (one: ShortAsked) =>
      one.answerable && one.heldOut === heldOut
    const figures = {
      answered: share(isFound, answerable(false)),
      answeredHeldOut: share(isFound, answerable(true)),
      rightOfThose: share(
        ({ isRight }) => isRight,
        (one) => one.answerable && one.isFound,
      ),
      ofTheSameMatters: share(isFound, ({ answerable, of }) => !answerable && of !== 'another'),
      strangers: share(isFound, ({ of }) => of === 'another'),
    }
    console.log(figures)
    expect(figures.answered).toBeGreaterThanOrEqual(0.4)
    expect(figures.answeredHeldOut).toBeGreaterThanOrEqual(0.2)
    expect(figures.rightOfThose).toBeGreaterThanOrEqual(0.85)
    expect(figures.ofTheSameMatters).toBeLessThanOrEqual(0.1)
    expect(figures.strangers).toBeLessThanOrEqual(0.01)
  },
)

test(
  'so are those about documents that nothing was chosen with, but for near misses',
  { timeout: 300_000 },
  async () => {
    const tokenizer = await loadTokenizer(modelFolder)
    await using embedder = remembering(await openEmbedder({ modelFolder }))
    const share = shareOf(await askShortQuestions({ embedder, tokenizer }, HELD_OUT_CASES))
    const figures = {
      answered: share(isFound, ({ answerable }) => answerable),
      rightOfThose: share(
        ({ isRight }) => isRight,
        (one) => one.answerable && one.isFound,
      ),
      nearMisses: share(isFound, ({ answerable, of }) => !answerable && of !== 'another'),
      strangers: share(isFound, ({ of }) => of === 'another'),
    }
    console.log(figures)
    expect(figures.answered).toBeGreaterThanOrEqual(0.55)
    expect(figures.rightOfThose).toBeGreaterThanOrEqual(0.85)
    expect(figures.nearMisses).toBeLessThanOrEqual(0.5)
    expect(figures.strangers).toBeLessThanOrEqual(0.05)
  },
)
