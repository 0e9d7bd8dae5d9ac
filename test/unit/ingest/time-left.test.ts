import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTimeLeft, type Done } from '../../../src/main/ingest/time-left.ts'

/** What is reckoned each second of an import that goes on like `at`. */
function reckon(
  at: (second: number) => Done,
  seconds: number,
  isPaused: (second: number) => boolean = () => false,
): (number | null)[] {
  const timeLeft = createTimeLeft()
  return Array.from({ length: seconds }, (_, second) =>
    timeLeft.note(at(second), second * 1000, isPaused(second)),
  )
}

/** Ten chunks a second, of files that give one chunk for 1000 bytes. */
const steady = (second: number): Done => ({
  bytes: 1_000_000,
  bytesRead: 10_000 * second,
  chunks: 10 * second,
  chunksEmbedded: 10 * second,
})

test('of a steady import the time left is told after three seconds', () => {
  expect(reckon(steady, 6)).toEqual([null, null, null, 97_000, 96_000, 95_000])
})

test('where reading runs ahead, what is read still has to be embedded', () => {
  const ahead = (second: number): Done => ({
    bytes: 100_000,
    bytesRead: Math.min(100_000, 50_000 * second),
    chunks: Math.min(100, 50 * second),
    chunksEmbedded: second,
  })
  expect(reckon(ahead, 5).at(-1)).toBe(96_000)
})

test('where nothing needs embedding, reading alone decides', () => {
  const unchanged = (second: number): Done => ({ ...steady(second), chunks: 0, chunksEmbedded: 0 })
  expect(reckon(unchanged, 5).at(-1)).toBe(96_000)
})

test('time in a pause does not count, and nothing is told in it', () => {
  const paused = (second: number): boolean => second >= 10 && second < 1000
  const at = (second: number): Done =>
    steady(paused(second) ? 9 : second < 10 ? second : second - 990)
  const told = reckon(at, 1003, paused)
  expect([told[9], told[500], told[1002]]).toEqual([91_000, null, 88_000])
})

test('where nothing was ever done, nothing is told', () => {
  const stuck = { bytes: 10, bytesRead: 0, chunks: 0, chunksEmbedded: 0 }
  expect(reckon(() => stuck, 10)).toEqual(Array(10).fill(null))
})

test('at a constant speed the time left is right at every moment, whatever the speed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 60, max: 600 }),
      (speed, whole) => {
        const told = reckon(
          (second) => ({
            bytes: speed * whole * 100,
            bytesRead: speed * second * 100,
            chunks: speed * second,
            chunksEmbedded: speed * second,
          }),
          20,
        )
        for (const [second, ms] of told.entries())
          if (ms !== null) expect(Math.abs(ms - (whole - second) * 1000)).toBeLessThanOrEqual(1)
      },
    ),
  )
})
