import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLanes, type Lanes, type QueuedJob } from '../../../src/main/ingest/lanes.ts'
import { createPause, type Pause } from '../../../src/main/ingest/pause.ts'
import type { Priority } from '../../../src/main/store/jobs.ts'
import { openTestDatabase } from '../../helpers/test-database.ts'

const never = new AbortController().signal

function jobs(priority: Priority, ...ids: readonly number[]): QueuedJob[] {
  return ids.map((jobId) => ({ jobId, priority }))
}

/** Work that is ended by hand, and the order in which it was begun. */
function handWork() {
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  return {
    begun,
    work: (jobId: number): Promise<void> => {
      begun.push(jobId)
      return new Promise((resolve) => ends.set(jobId, resolve))
    },
    async end(jobId: number): Promise<void> {
      ends.get(jobId)?.()
      for (let turn = 0; turn < 5; turn++) await nextTurn()
    },
  }
}

interface Setting {
  readonly lanes: Lanes
  readonly pause: Pause
}

async function withLanes(use: (setting: Setting) => Promise<void>): Promise<void> {
  await using database = await openTestDatabase()
  const pause = createPause(database.writer)
  await use({ lanes: createLanes(1, pause, never), pause })
}

test('a named file is begun beside a long one of a folder, and one that was put first before the others', () =>
  withLanes(async ({ lanes }) => {
    const hand = handWork()
    const folder = lanes.run(jobs(0, 1, 2, 3), hand.work, never)
    await nextTurn()
    const named = lanes.run(jobs(1, 9), hand.work, never)
    lanes.putFirst(3)
    for (const jobId of [1, 9, 3, 2]) await hand.end(jobId)
    await Promise.all([folder, named])
    expect(hand.begun).toEqual([1, 3, 9, 2])
  }))

test('while it is paused nothing is begun, and after it all is', () =>
  withLanes(async ({ lanes, pause }) => {
    const hand = handWork()
    const folder = lanes.run(jobs(0, 1, 2), hand.work, never)
    await nextTurn()
    pause.begin()
    await hand.end(1)
    const inPause = [...hand.begun]
    pause.end()
    await hand.end(2)
    await hand.end(2)
    await folder
    expect([inPause, hand.begun]).toEqual([[1], [1, 2]])
  }))

test('who cancels waits only for what was begun; the jobs of others go on', () =>
  withLanes(async ({ lanes }) => {
    const hand = handWork()
    const stop = new AbortController()
    const cancelled = lanes.run(jobs(0, 1, 2), hand.work, stop.signal)
    const other = lanes.run(jobs(0, 3), hand.work, never)
    await nextTurn()
    stop.abort()
    await hand.end(1)
    await cancelled
    await hand.end(3)
    await other
    expect(hand.begun).toEqual([1, 3])
  }))
