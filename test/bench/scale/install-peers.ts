import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What else a developer would take, from the npm registry; no dependencies of ours. */
const packages = {
  lancedb: '@lancedb/lancedb@0',
  vectra: 'vectra@0',
  llamaindex: 'llamaindex@0',
} as const

export type PeerName = keyof typeof packages
export const peerNames = Object.keys(packages) as PeerName[]

/** Installs the peers beside the bench's data; those that can't be had are named and left out. */
export function installPeers(folder: string): Set<PeerName> {
  const home = join(folder, 'peers')
  mkdirSync(home, { recursive: true })
  if (!existsSync(join(home, 'package.json'))) writeFileSync(join(home, 'package.json'), '{}')
  return new Set(peerNames.filter((name) => install(home, name)))
}

function install(home: string, name: PeerName): boolean {
  const wanted = packages[name]
  if (existsSync(join(home, 'node_modules', wanted.slice(0, wanted.lastIndexOf('@'))))) return true
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', wanted], {
      cwd: home,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    })
    return true
  } catch (error) {
    console.log(`${name} left out: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}
