import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder that holds `package.json`, `models` and `out`: two levels above this file, from source and built. */
const root = resolve(import.meta.dirname, '..', '..')

/** Where libraries are kept unless told otherwise, by the custom of the system. */
export function defaultDataFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  homeFolder: string,
): string {
  if (environment['CARREL_DATA']) return resolve(environment['CARREL_DATA'])
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support', 'Carrel')
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(homeFolder, 'AppData', 'Local'), 'Carrel')
  return join(environment['XDG_DATA_HOME'] || join(homeFolder, '.local', 'share'), 'carrel')
}

/** Where the built embedding model is, unless `CARREL_MODELS` says otherwise. */
export function defaultModelFolder(
  environment: Readonly<Record<string, string | undefined>>,
): string {
  return environment['CARREL_MODELS'] ? resolve(environment['CARREL_MODELS']) : join(root, 'models')
}

/** Where the owner puts models of their own, beside the libraries. */
export const ownModelFolder = (dataFolder: string): string => join(dataFolder, 'models')

/** The built page that browser mode serves. */
export const pageFolder = join(root, 'out', 'renderer')

/** As `package.json` says it. */
export function productVersion(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}
