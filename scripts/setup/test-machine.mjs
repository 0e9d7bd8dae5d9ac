import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { capture, environmentFor, root, say, step } from './steps.mjs'

/** Where Chromium and its relatives usually stand, by platform. */
const usualPlaces = {
  linux: [
    ...[
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/snap/bin/chromium',
    ],
    '/opt/google/chrome/chrome',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  ],
  win32: [
    ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter(Boolean)
      .map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
  ],
}

/**
 * The browser for the page's tests: the system's own, else Debian's package, else Playwright's download.
 * Null when none can be had; the tests that need it then say so.
 */
export function bringChromium(node) {
  const found = findChromium(node)
  if (found) return found
  if (canAptInstall()) {
    say('Installing Chromium for the tests (apt-get)')
    if (aptInstall(['chromium'])) return findChromium(node)
  }
  say('Downloading Chromium for the tests (Playwright)')
  step(node, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'], {
    env: environmentFor(node),
    timeout: 600_000,
  })
  return findChromium(node)
}

/** Brings the D-Bus session and the Secret Service that the keychain's tests talk to; only where apt can. */
export function bringSecretService() {
  if (process.platform !== 'linux') return
  const isThere =
    existsSync('/usr/bin/dbus-run-session') && existsSync('/usr/bin/gnome-keyring-daemon')
  if (isThere || !canAptInstall()) return
  say('Installing dbus and gnome-keyring for the keychain tests (apt-get)')
  aptInstall(['dbus', 'gnome-keyring'])
}

function findChromium(node) {
  if (process.env.CARREL_CHROMIUM) return process.env.CARREL_CHROMIUM
  const system = (usualPlaces[process.platform] ?? []).find((path) => existsSync(path))
  if (system) return system
  const ask = "console.log(require('playwright-core').chromium.executablePath())"
  const downloaded = capture(node, ['--eval', ask])
  return downloaded && existsSync(downloaded) ? downloaded : null
}

function canAptInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const args = ['install', '--yes', '--no-install-recommends', '-qq', ...packages]
  const options = { env, timeout: 900_000 }
  if (step('apt-get', args, options)) return true
  return step('apt-get', ['update', '-qq'], options) && step('apt-get', args, options)
}
