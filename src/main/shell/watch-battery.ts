import { isBatteryLow } from './battery-rule.ts'

/** What the system says of its power: Electron's `powerMonitor`, and the battery's level in percent. */
export interface PowerSource {
  isOnBattery(): boolean
  percent(): Promise<number | null>
  onChange(listener: () => void): void
}

/** A battery loses a percent in some minutes of full work. */
const LOOK_EVERY_MS = 60_000

/** Tells whether the battery is low whenever that changes, until the function that it returns is called. */
export function watchBattery(source: PowerSource, tell: (isLow: boolean) => void): () => void {
  let wasLow = false
  const look = async (): Promise<void> => {
    const isOnBattery = source.isOnBattery()
    const percent = isOnBattery ? await source.percent().catch(() => null) : null
    const isLow = isBatteryLow({ isOnBattery, percent }, wasLow)
    if (isLow === wasLow) return
    wasLow = isLow
    tell(isLow)
  }
  source.onChange(() => void look())
  const looking = setInterval(() => void look(), LOOK_EVERY_MS)
  void look()
  return () => clearInterval(looking)
}
