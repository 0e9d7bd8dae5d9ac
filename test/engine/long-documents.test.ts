import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openCountingLibrary } from '../helpers/counting-library.ts'
import { decryptFile } from '../helpers/decrypt.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const forever = new AbortController().signal

/** Some hundred chunks, each of other words. */
function longText(paragraphs: number): string {
  return Array.from({ length: paragraphs }, (_, n) =>
    Array.from({ length: 150 }, (__, word) => `word${n}x${word % 60}`).join(' '),
  ).join('\n\n')
}

test('a long document is stored as a whole beside short ones, and replaced by its next content', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({ 'long.txt': longText(80), 'short.txt': 'Otters swim.' })
  const first = await collect(library.add({ paths: [folder] }, forever))
  await writeFolder({ 'long.txt': `${longText(80)}\n\nAnd the end.` }, folder)
  const second = await collect(library.add({ paths: [folder] }, forever))
  const { documents, chunks } = library.status()
  expect([first.at(-1), second.at(-1)]).toMatchObject([
    { indexed: 2, failed: 0 },
    { indexed: 1, unchanged: 1, failed: 0 },
  ])
  expect(documents).toBe(2)
  expect(chunks).toBeGreaterThan(80)
})

test('what a long document said before leaves the decrypted bytes when it says something else', async () => {
  await using counting = await openCountingLibrary()
  const { library, database } = counting
  const isThere = async (): Promise<boolean> => {
    database.writer.pragma('wal_checkpoint(TRUNCATE)')
    return (await decryptFile(database.file, database.key)).includes('yxquokkafnord')
  }
  const folder = await writeFolder({
    'long.txt': `${longText(40)} zyxquokkafnord`,
    'a.txt': 'Gulls.',
  })
  await collect(library.add({ paths: [folder] }, forever))
  const before = await isThere()
  await writeFolder({ 'long.txt': 'Short by now.' }, folder)
  await collect(library.add({ paths: [folder] }, forever))
  expect({ before, after: await isThere() }).toEqual({ before: true, after: false })
})

test('the engine does other things while a long document is stored', async () => {
  await using counting = await openCountingLibrary()
  const { library, database } = counting
  const folder = await writeFolder({ 'long.txt': longText(400) })
  let turns = 0
  const state = { isOver: false }
  const counted = (async () => {
    while (!state.isOver) {
      if (isHeld(database.writer)) turns++
      await delay(1)
    }
  })()
  await collect(library.add({ paths: [folder] }, forever))
  state.isOver = true
  await counted
  expect(turns).toBeGreaterThan(0)
})

/** Whether another connection is writing at this moment. */
function isHeld(
  db: Awaited<ReturnType<typeof openCountingLibrary>>['database']['writer'],
): boolean {
  db.pragma('busy_timeout = 0')
  try {
    db.exec('BEGIN IMMEDIATE; COMMIT')
    return false
  } catch {
    return true
  } finally {
    db.pragma('busy_timeout = 10000')
  }
}
