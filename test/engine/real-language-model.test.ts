import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const model = process.env['CARREL_LANGUAGE_MODEL']
const isThere = model !== undefined && existsSync(model)

const FILES = {
  'lease.txt': 'Rent is due on the third day of each month. The notice period is three months.',
  'weather.txt': 'Snow fell on the hills in March.',
  'film.txt': 'The Long Winter is a film of 1987. It was directed by Olga Petrova.',
  'petrova.txt': 'Olga Petrova and her husband, the painter Ivan Orlov, live in Riga.',
}
const query = 'Who is the husband of the director of The Long Winter?'

async function withRealModel() {
  const engine = await openTestEngine()
  const folder = await writeFolder(FILES)
  await collect(await engine.client.library.add({ paths: [folder] }))
  const before = await engine.client.search.passages({ query })
  const chosen = {
    engine: 'local' as const,
    localModel: model ?? null,
    reformulate: 'auto' as const,
  }
  await engine.client.settings.set({ ...chosen, reformulateMs: 60_000 })
  return { engine, client: engine.client, before }
}

test('a real model names what to look up next, keeps to its time, and stops when it is told to', async (context) => {
  const needed = 'CARREL_LANGUAGE_MODEL must be a GGUF file of a model that takes instructions'
  context.skip(!isThere, needed)
  const { engine, client, before } = await withRealModel()
  await using _ = engine
  const patient = await client.search.passages({ query })
  const [line] = patient.explanation?.help?.reformulated?.lines ?? []
  expect(line?.kind).toBe('next')
  expect(Object.values(FILES).join(' ')).toContain(line?.text ?? 'none')

  // Loaded by now, but it reads the question for longer than that.
  await client.settings.set({ reformulateMs: 100 })
  const hurried = await client.search.passages({ query })
  expect({ hits: hurried.hits, help: hurried.explanation?.help }).toEqual({
    hits: before.hits,
    help: {},
  })

  await client.settings.set({ reformulateMs: 60_000 })
  const stop = AbortSignal.timeout(300)
  await expect(client.search.passages({ query }, { signal: stop })).rejects.toThrow()

  // The model goes while it is being asked.
  const [during] = await Promise.all([
    client.search.passages({ query }),
    client.settings.set({ engine: 'extractive', localModel: null }),
  ])
  const after = await client.search.passages({ query })
  expect([during.hits, after.hits, after.explanation?.help]).toEqual([before.hits, before.hits, {}])
})
