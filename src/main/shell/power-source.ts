import { powerMonitor } from 'electron'
import { battery } from 'systeminformation'
import type { PowerSource } from './watch-battery.ts'

/** Electron tells when the machine is plugged in or out, the system how full its battery is. */
export const powerSource: PowerSource = {
  isOnBattery: () => powerMonitor.isOnBatteryPower(),
  async percent() {
    const { hasBattery, percent } = await battery()
    return hasBattery ? percent : null
  },
  onChange(listener) {
    powerMonitor.on('on-battery', listener)
    powerMonitor.on('on-ac', listener)
  },
}
