import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isBatteryLow } from '../../../src/main/shell/battery-rule.ts'
import { watchBattery, type PowerSource } from '../../../src/main/shell/watch-battery.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a battery is low under 20 percent, stays so up to 25, and never while it is plugged in or not known', () => {
  const low = (percent: number | null, wasLow: boolean, isOnBattery = true): boolean =>
    isBatteryLow({ isOnBattery, percent }, wasLow)
  expect([
    low(20, false),
    low(19, false),
    low(24, true),
    low(25, true),
    low(5, true, false),
    low(null, true),
  ]).toEqual([false, true, true, false, false, false])
})

test('what changes is told once, whether the level fell or the plug was pulled', async () => {
  const power = { isOnBattery: false, percent: 15 as number | null }
  let change: () => void = () => undefined
  const source: PowerSource = {
    isOnBattery: () => power.isOnBattery,
    percent: async () => {
      if (power.percent === null) throw new Error('no battery to be read')
      return power.percent
    },
    onChange: (listener) => (change = listener),
  }
  const told: boolean[] = []
  const stop = watchBattery(source, (isLow) => told.push(isLow))
  const states: boolean[][] = []
  const pass = async (ms: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(ms)
    states.push([...told])
  }
  await pass(0)
  power.isOnBattery = true
  change()
  await pass(0)
  await pass(120_000)
  power.percent = null
  await pass(60_000)
  power.percent = 30
  await pass(60_000)
  power.percent = 10
  await pass(60_000)
  stop()
  expect(states).toEqual([[], [true], [true], [true, false], [true, false], [true, false, true]])
})
