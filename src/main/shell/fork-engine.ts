import { utilityProcess, type UtilityProcess } from 'electron'
import { join } from 'node:path'

/** Starts the engine's process, which is beside this module in a build. */
export function forkEngine(): UtilityProcess {
  const entry = join(import.meta.dirname, 'engine-process.js')
  return utilityProcess.fork(entry, [], { serviceName: 'Carrel engine', stdio: 'inherit' })
}
