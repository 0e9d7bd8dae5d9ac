import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'

const electronFolder = join('node_modules', 'electron')
/** Why Electron cannot run here; null when it can. */
const obstacle = findObstacle()

let app: ElectronApplication | null = null

beforeAll(async () => {
  if (obstacle !== null) return
  const dataFolder = mkdtempSync(join(tmpdir(), 'carrel-desktop-'))
  app = await _electron.launch({
    executablePath: electronBinary(),
    args: ['.', `--user-data-dir=${join(dataFolder, 'electron')}`],
    env: { ...process.env, CARREL_DATA: join(dataFolder, 'library'), CARREL_KEY: '11'.repeat(32) },
  })
})

afterAll(async () => {
  await app?.close()
})

test('the page has no Node and only the five functions of the preload', async (context) => {
  const page = await openPage(context)
  const found = await page.evaluate(() => ({
    origin: location.origin,
    hasNode: 'require' in window || 'process' in window || 'module' in window,
    native: Object.keys((window as unknown as { carrelNative: object }).carrelNative).sort(),
  }))
  expect(found).toEqual({
    origin: 'carrel://app',
    hasNode: false,
    native: ['pathOf', 'pickFiles', 'pickFolder', 'pickModel', 'revealDataFolder'],
  })
})

test('the page is served with a policy that forbids inline scripts and other hosts', async (context) => {
  const page = await openPage(context)
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.wasRun = true'
    document.head.append(script)
    const reached = await fetch('https://example.org/').then(
      () => true,
      () => false,
    )
    return { wasRun: 'wasRun' in window, reached }
  })
  expect(outcome).toEqual({ wasRun: false, reached: false })
})

test('navigation and new windows are refused', async (context) => {
  const page = await openPage(context)
  const address = page.url()
  const opened = await page.evaluate(() => {
    location.href = 'file:///etc/hosts'
    return window.open('http://example.org/') !== null
  })
  await page.waitForTimeout(500)
  expect({ opened, address: page.url(), windows: app?.windows().length }).toEqual({
    opened: false,
    address,
    windows: 1,
  })
})

test('the page reaches the engine in its own process', async (context) => {
  const page = await openPage(context)
  await page.getByRole('button', { name: 'Library' }).click()
  // Only the engine can know that there is nothing yet.
  await page.getByText('Your library is empty').waitFor({ timeout: 30_000 })
  expect(await page.title()).toContain('Carrel')
})

async function openPage(context: TestContext): Promise<Page> {
  if (obstacle !== null && process.env['CARREL_REQUIRE_ELECTRON']) throw new Error(obstacle)
  if (app === null) return context.skip(obstacle ?? 'Electron did not start')
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  return page
}

function electronBinary(): string {
  const pathFile = join(electronFolder, 'path.txt')
  return existsSync(pathFile)
    ? join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim())
    : ''
}

function findObstacle(): string | null {
  const binary = electronBinary()
  if (binary === '' || !existsSync(binary)) return "Electron's binary is not on this machine"
  if (!existsSync('out/main/index.js')) return 'nothing is built: "npm test" builds first'
  const needsDisplay = process.platform === 'linux'
  if (needsDisplay && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return 'there is no display'
  return null
}
