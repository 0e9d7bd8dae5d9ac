import { expect, test } from 'vitest'
import { listEgress, logEgress } from '../../../src/main/store/egress.ts'
import { readSettings, writeSettings } from '../../../src/main/store/settings.ts'
import { openTestDatabase } from '../../helpers/test-database.ts'

test('a setting changes alone and keeps its kind', async () => {
  await using database = await openTestDatabase()
  writeSettings(database.writer, { engine: 'local', allowedHosts: ['a.example'], localModel: null })
  writeSettings(database.writer, { engine: 'cloud', allowedHosts: undefined })
  expect(readSettings(database.openReader())).toEqual({
    engine: 'cloud',
    allowedHosts: ['a.example'],
    localModel: null,
  })
})

test('requests that left are listed newest first', async () => {
  await using database = await openTestDatabase()
  const request = { host: 'a.example', why: 'answer', sentBytes: 12 }
  logEgress(database.writer, { ...request, at: '2026-01-01T00:00:00.000Z', outcome: 'refused' })
  logEgress(database.writer, { ...request, at: '2026-01-02T00:00:00.000Z', outcome: 'sent' })
  expect(listEgress(database.openReader())).toEqual([
    { ...request, at: '2026-01-02T00:00:00.000Z', outcome: 'sent' },
    { ...request, at: '2026-01-01T00:00:00.000Z', outcome: 'refused' },
  ])
})
