import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pagesInLog } from '../../src/main/store/checkpoint.ts'
import { openCountingLibrary } from '../helpers/counting-library.ts'
import { writeFolder } from '../helpers/write-folder.ts'

test('an import brings the log into the file by its thread, not by the connection that the engine waits for', async () => {
  await using counting = await openCountingLibrary()
  const { library, database } = counting
  database.writer.pragma('wal_autocheckpoint = 0')
  const records = Array.from({ length: 150 }, (_, n) => ({ id: `${n}`, text: `Otter ${n} swims.` }))
  const lines = records.map((record) => JSON.stringify(record)).join('\n')
  const folder = await writeFolder({ 'records.jsonl': lines })
  let most = 0
  for await (const event of library.add(
    { paths: [join(folder, 'records.jsonl')] },
    new AbortController().signal,
  ))
    if (event.kind === 'document') most = Math.max(most, pagesInLog(database.writer))
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(1000)
})
