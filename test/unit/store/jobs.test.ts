import { sep } from 'node:path'
import { expect, test } from 'vitest'
import {
  beginPause,
  cancelWaiting,
  claimJob,
  endPause,
  enqueue,
  finishJob,
  nextFiles,
  pausedSince,
  putFirst,
  requeueRunning,
  waitingJobs,
} from '../../../src/main/store/jobs.ts'
import { openDatabase } from '../../../src/main/store/open.ts'
import { openTestDatabase } from '../../helpers/test-database.ts'

test('a job goes to one of two open databases only, and back to the queue when its owner is gone', async () => {
  await using database = await openTestDatabase()
  const other = await openDatabase({ file: database.file, key: database.key })
  const jobId = enqueue(database.writer, { path: '/a.pdf', options: { ocr: 'auto' } })
  const claims = [
    claimJob(other.writer),
    claimJob(database.writer),
    claimJob(database.writer, jobId),
  ]
  const whileAlive = requeueRunning(database.writer)
  other.close()
  const afterwards = requeueRunning(database.writer)
  const job = { jobId, path: '/a.pdf', options: { ocr: 'auto' }, attempts: 1 }
  const whole = { ...job, priority: 0, sizeBytes: null }
  expect({ claims, whileAlive, afterwards, waiting: waitingJobs(database.openReader()) }).toEqual({
    claims: [whole, null, null],
    whileAlive: 0,
    afterwards: 1,
    waiting: [whole],
  })
})

test('a job that took its owner down three times is given up', async () => {
  await using database = await openTestDatabase()
  enqueue(database.writer, { path: '/bomb.pdf', options: null })
  const attempts: number[] = []
  for (let round = 0; round < 4; round++) {
    const victim = await openDatabase({ file: database.file, key: database.key })
    attempts.push(claimJob(victim.writer)?.attempts ?? 0)
    victim.close()
    requeueRunning(database.writer)
  }
  expect(attempts).toEqual([1, 2, 3, 0])
})

test('jobs are claimed oldest first, finished once and cancelled only while they wait', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const [first, second, third] = ['/1', '/2', '/3'].map((path) =>
    enqueue(writer, { path, options: {} }),
  )
  const claimed = claimJob(writer)?.jobId
  finishJob(writer, first ?? 0, 'done')
  const cancelledOne = cancelWaiting(writer, [first ?? 0, third ?? 0])
  expect({ claimed, cancelledOne, left: waitingJobs(writer).map(({ jobId }) => jobId) }).toEqual({
    claimed: first,
    cancelledOne: 1,
    left: [second],
  })
  expect([cancelWaiting(writer), waitingJobs(writer)]).toEqual([1, []])
})

test('what is put first is claimed first, then what was named, then the rest, each oldest first', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  for (const path of ['/a/1', '/a/2', '/b/3', '/b4'])
    enqueue(writer, { path: path.replaceAll('/', sep), options: {}, sizeBytes: 7 })
  enqueue(writer, { path: `${sep}named`, options: {}, priority: 1 })
  const put = putFirst(writer, `${sep}b`)
  const next = nextFiles(writer, 3)
  const claimed = Array.from({ length: 5 }, () => claimJob(writer)?.path.replaceAll(sep, '/'))
  expect({ put, next, claimed }).toEqual({
    put: 1,
    next: [
      { path: `${sep}b${sep}3`, sizeBytes: 7, isFirst: true },
      { path: `${sep}named`, sizeBytes: null, isFirst: false },
      { path: `${sep}a${sep}1`, sizeBytes: 7, isFirst: false },
    ],
    claimed: ['/b/3', '/named', '/a/1', '/a/2', '/b4'],
  })
})

test('a pause keeps its time and is seen by every connection until it is ended', async () => {
  await using database = await openTestDatabase()
  const reader = database.openReader()
  const before = pausedSince(reader)
  const since = beginPause(database.writer)
  const again = beginPause(database.writer)
  const seen = pausedSince(reader)
  endPause(database.writer)
  expect({ before, again, seen, after: pausedSince(reader) }).toEqual({
    before: null,
    again: since,
    seen: since,
    after: null,
  })
})
