import { expect, test } from 'vitest'
import { restartDelayMs } from '../../../src/main/shell/restart-policy.ts'

test('the engine is started again ever later, and given up after five deaths within a minute', () => {
  const deaths = [1_000, 2_000, 3_000, 4_000, 5_000]
  const delays = deaths.map((time, index) => restartDelayMs(deaths.slice(0, index + 1), time))
  expect(delays).toEqual([200, 400, 800, 1_600, null])
})

test('deaths longer than a minute ago are forgotten', () => {
  expect(restartDelayMs([0, 1_000, 2_000, 3_000, 120_000], 120_000)).toBe(200)
})
