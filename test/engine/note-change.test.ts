import { expect, test } from 'vitest'
import { noteChange } from '../../src/main/commands/note-change.ts'
import type { Session } from '../../src/main/commands/session.ts'
import { openTestEngine, type TestEngine } from '../helpers/open-test-engine.ts'
import { addRentQuestion } from '../helpers/rent-question.ts'

function sessionOf(
  { client, dataFolder }: TestEngine,
  signal: AbortSignal,
): { session: Session; notes: string[] } {
  const notes: string[] = []
  const session: Session = {
    client: async () => client,
    router: () => Promise.reject(new Error('not asked for')),
    places: { dataFolder, workspace: 'default', modelFolder: '', pageFolder: '' },
    json: false,
    signal,
    out: (line) => void notes.push(line),
    note: (line) => void notes.push(line),
  }
  return { session, notes }
}

test('a change of settings ends with its verdict', async () => {
  await using engine = await openTestEngine()
  const { client } = engine
  await addRentQuestion(engine)

  const startedMs = Date.now()
  await client.settings.set({ crossEncoder: 'none-of-this-name' })
  const measured = sessionOf(engine, new AbortController().signal)
  await noteChange(measured.session, startedMs)

  expect(measured.notes.join('\n')).toMatch(
    /crossEncoder: none → none-of-this-name[\s\S]*no difference/,
  )
})

test('whoever ends the measuring of a change is told that the change stands', async () => {
  await using engine = await openTestEngine()
  const stop = new AbortController()
  const { session, notes } = sessionOf(engine, stop.signal)
  const setup = { crossEncoder: null }
  const client = await session.client()
  const measuring = async () => {
    stop.abort()
    return {
      change: { state: 'measuring', changedAt: '', before: setup, after: setup, comparison: null },
    }
  }
  const insight = { ...client.insight, lastChange: measuring } as typeof client.insight
  await noteChange({ ...session, client: async () => ({ ...client, insight }) }, 0)
  expect(notes).toEqual([
    'The change stands. What it did to the search was not measured to the end.',
  ])
})
