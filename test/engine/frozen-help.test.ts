import { expect, test } from 'vitest'
import { openEngineModels } from '../../src/main/engine-models.ts'
import { createSettings } from '../../src/main/govern/settings.ts'
import type { LanguageModel } from '../../src/main/inference/language-model.ts'
import { must } from '../../src/main/lib/must.ts'
import { openTestDatabase } from '../helpers/test-database.ts'
import { wordEmbedder } from '../helpers/word-embedder.ts'

const never = new AbortController().signal

test('a search that is kept as it was asks the model that answers, or else one that is closed with it', async () => {
  await using database = await openTestDatabase()
  const settings = createSettings(database)
  const opened: string[] = []
  const closed: string[] = []
  const openLocal = async (file: string): Promise<LanguageModel> => {
    opened.push(file)
    return {
      name: file,
      kind: 'chat',
      contextTokens: 2048,
      countTokens: () => 1,
      async *generate() {},
      [Symbol.asyncDispose]: async () => void closed.push(file),
    }
  }
  const { models, helpFor, close } = await openEngineModels({
    ...{ database, settings, openLocal, bundled: wordEmbedder },
    ...{ dataFolder: database.folder, modelFolder: database.folder, keys: { get: () => null } },
  })
  const kept = settings.set({ engine: 'local', localModel: 'one.gguf', reformulate: 'auto' })
  await models.open({ engine: 'local' }, never)

  const sharing = helpFor(kept)
  await must(sharing.reformulating(), 'switched on').open(never)
  await sharing[Symbol.asyncDispose]()
  const shared = { opened: [...opened], closed: [...closed] }

  settings.set({ localModel: 'two.gguf' })
  const apart = helpFor(kept)
  await must(apart.reformulating(), 'switched on').open(never)
  await apart[Symbol.asyncDispose]()
  expect({ shared, opened, closed }).toEqual({
    shared: { opened: ['one.gguf'], closed: [] },
    opened: ['one.gguf', 'one.gguf'],
    closed: ['one.gguf'],
  })
  await models.close()
  await close()
})
