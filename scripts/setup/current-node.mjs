import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture, npm, root, say } from './steps.mjs'

/** The release fetched when the one on PATH is too old: the long-term line that CI uses. */
const fetchedNode = 'node@24'
const toolsFolder = join(root, '.tools')
const fetchedPath = join(
  toolsFolder,
  ...['node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'],
)

/** The path of a Node that the dependencies accept, or null when one must be fetched first. */
export function findCurrentNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  return existsSync(fetchedPath) ? fetchedPath : null
}

/** Fetches a current Node from the package registry into `.tools/`. */
export function fetchCurrentNode() {
  say(
    `Node ${process.versions.node} is older than ${neededVersion()}: fetching ${fetchedNode} into .tools/`,
  )
  // The package's install script puts the binary for this platform in place, so scripts may run for it alone:
  // newer npm asks package.json, older npm its options.
  mkdirSync(toolsFolder, { recursive: true })
  const manifest = { private: true, allowScripts: { node: true } }
  writeFileSync(join(toolsFolder, 'package.json'), JSON.stringify(manifest))
  const options = [
    '--prefix',
    toolsFolder,
    '--no-save',
    '--ignore-scripts=false',
    '--loglevel=error',
  ]
  const worked =
    npm(['install', ...options, fetchedNode], process.execPath) &&
    capture(fetchedPath, ['--version']) !== null
  if (!worked)
    throw new Error(
      `Node ${neededVersion()} is needed and could not be fetched from the package registry. Install it from https://nodejs.org and run this again.`,
    )
  return fetchedPath
}

/** Whether `version` ("24.1.0") meets the `>=A.B` of package.json's engines. */
export function isNewEnough(version, needed = neededVersion()) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number)
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

function neededVersion() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return engines.node.replace('>=', '')
}
