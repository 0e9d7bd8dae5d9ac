import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { engineFlags, environmentFor, root, runTask, say, step } from '../setup/steps.mjs'

const electronFolder = join(root, 'node_modules', 'electron')
/** Enough for Electron's 110 MB at 1 MB/s; where the download is refused it fails within a second. */
const downloadTimeoutMs = 120_000
/** A window that ends with an error this soon never opened. */
const failedLaunchMs = 5_000

/** Opens the desktop window, or says in one line why it cannot and starts browser mode. */
export async function start(node, args) {
  const rest = args.filter((arg) => arg !== '--browser')
  if (rest.length < args.length) return await startBrowserMode(node, rest)
  const obstacle = findObstacle(node)
  if (obstacle === null) {
    const startedMs = Date.now()
    const env = environmentFor(node)
    const code = await runTask(electronPath(), [root, ...rest], { env })
    if (code === 0 || Date.now() - startedMs > failedLaunchMs) return code
  }
  say(
    `No desktop window: ${obstacle ?? 'Electron did not start on this machine'}. Starting browser mode.`,
  )
  return await startBrowserMode(node, rest)
}

function startBrowserMode(node, args) {
  const cli = join(root, 'src/main/cli.ts')
  return runTask(node, [...engineFlags, cli, 'serve', '--open', ...args], {
    env: environmentFor(node),
  })
}

/** Why no window can open here, in words; null when one can. The cheap reasons come before the download. */
function findObstacle(node) {
  const isLinux = process.platform === 'linux'
  if (isLinux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display'
  if (isLinux && process.getuid() === 0) return "Electron's sandbox does not run as root"
  if (electronPath() !== null) return null
  say("Downloading Electron's binary")
  step(node, [join(electronFolder, 'install.js')], {
    env: environmentFor(node),
    timeout: downloadTimeoutMs,
  })
  return electronPath() === null ? "Electron's binary could not be downloaded" : null
}

/** The path of Electron's binary when it is there; null otherwise. */
export function electronPath() {
  const pathFile = join(electronFolder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : null
}
