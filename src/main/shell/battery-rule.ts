/** How the machine is powered. */
export interface Power {
  readonly isOnBattery: boolean
  /** Of a full battery, 0 to 100; null where it cannot be told. */
  readonly percent: number | null
}

/** Below this people begin to save what is left; systems warn at 20 to 10. */
const LOW_PERCENT = 20
/** A level that wavers around the limit turns nothing on and off. */
const ENOUGH_PERCENT = 25

/** Whether heavy work has to wait: on battery, and low. What was low stays so until it is clearly not, or plugged in. */
export function isBatteryLow({ isOnBattery, percent }: Power, wasLow: boolean): boolean {
  if (!isOnBattery || percent === null) return false
  return percent < (wasLow ? ENOUGH_PERCENT : LOW_PERCENT)
}
