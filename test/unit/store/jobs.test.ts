import { expect, test } from 'vitest'
import {
  cancelWaiting,
  claimJob,
  enqueue,
  finishJob,
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
  expect({ claims, whileAlive, afterwards, waiting: waitingJobs(database.openReader()) }).toEqual({
    claims: [{ jobId, path: '/a.pdf', options: { ocr: 'auto' }, attempts: 1 }, null, null],
    whileAlive: 0,
    afterwards: 1,
    waiting: [{ jobId, path: '/a.pdf', options: { ocr: 'auto' }, attempts: 1 }],
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
