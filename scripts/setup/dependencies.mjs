import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm, root, say } from './steps.mjs'

/** Whether `node_modules` holds every package of the lock file in the version that it names. */
export function areDependenciesInstalled(folder = root) {
  // npm writes this file last, so an installation that was cut short has none.
  const installedFile = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const installed = readPackages(installedFile)
  return Object.entries(readPackages(join(folder, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    return found ? found.version === wanted.version : wanted.optional === true
  })
}

/** Installs exactly what the lock file names. */
export function installDependencies(node) {
  say('Installing dependencies (npm ci)')
  if (!npm(['ci', '--no-fund', '--no-audit', '--loglevel=error'], node))
    throw new Error(
      'The dependencies could not be installed. See the lines above, then run this again.',
    )
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}
