import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../../src/main/lib/must.ts'
import { collect } from '../helpers/collect.ts'
import { addFlatDocuments } from '../helpers/flat-library.ts'
import { openTestEngine, type TestEngine } from '../helpers/open-test-engine.ts'

const model = process.env.CARREL_TEST_MODEL
if (model === undefined)
  console.log('Skipped: CARREL_TEST_MODEL names no GGUF file, so no real model answers.')

describe.skipIf(model === undefined)('a real model', () => {
  let engine: TestEngine
  let folder: string
  beforeAll(async () => {
    engine = await openTestEngine()
    folder = await addFlatDocuments(engine)
  })
  afterAll(async () => {
    await engine[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  async function ask(question: string) {
    const events = await collect(
      await engine.client.answer.ask({ question, engine: 'local', model }),
    )
    const last = must(events.at(-1), 'an answer is the last event')
    if (last.kind !== 'answer') throw new Error('No answer')
    return last.answer
  }

  test(
    'answers most of five questions with supported sentences that cite the right words',
    { timeout: 300_000 },
    async () => {
      const expected = [
        ['How much is the monthly rent?', /900/],
        ['When does the landlord return the deposit?', /six weeks/],
        ['When is the garden gate locked?', /ten/],
        ['When does the laundry room open?', /eight/],
        ['How many monthly rents is the deposit?', /two/],
      ] as const
      const right: string[] = []
      for (const [question, words] of expected) {
        const answer = await ask(question)
        expect(answer).toMatchObject({ engine: 'local' })
        const cited = answer.citations.some(({ quote }) => words.test(quote))
        if (cited && answer.sentences.some(({ text, supported }) => supported && words.test(text)))
          right.push(question)
      }
      expect(right.length).toBeGreaterThanOrEqual(3)
    },
  )

  test('says "not found" to what the documents do not tell', { timeout: 120_000 }, async () => {
    expect(await ask('Who painted the Mona Lisa?')).toMatchObject({
      engine: 'local',
      abstained: true,
    })
  })
})
