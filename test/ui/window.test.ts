import { resolve } from 'node:path'
import type { Page, WebSocketRoute } from 'playwright-core'
import { expect, test } from 'vitest'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

/** Of red, green and blue, 0 to 255, how light the page's ground is on average. */
function lightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const parts = getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []
    return parts.slice(0, 3).reduce((sum, part) => sum + Number(part) / 3, 0)
  })
}

test('the page is dark where the system is, until the settings say otherwise, and stays so', async (context) => {
  await using window = await openWindow(context, pageFolder, { colorScheme: 'dark' })
  const { page, engine } = window
  await page.getByText('Put your documents on the desk').waitFor()
  expect(await lightness(page)).toBeLessThan(60)
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Light' }).click()
  await expect.poll(() => lightness(page)).toBeGreaterThan(200)
  expect((await engine.client.settings.get()).appearance).toBe('light')
  await page.reload()
  await expect.poll(() => lightness(page)).toBeGreaterThan(200)
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'As the system' }).click()
  await expect.poll(() => lightness(page)).toBeLessThan(60)
  expect(window.complaints).toEqual([])
})

test('a lost connection is told and made again, and the page goes on', async (context) => {
  let socket: WebSocketRoute | null = null
  await using window = await openWindow(context, pageFolder, {
    prepare: (page) =>
      page.routeWebSocket(/\/rpc$/, (route) => {
        route.connectToServer()
        socket = route
      }),
  })
  const { page, library } = window
  await page.getByText('Put your documents on the desk').waitFor()
  const lost = page.getByText('The connection to Carrel was lost.').waitFor()
  await (socket as WebSocketRoute | null)?.close({ code: 1012 })
  await lost
  await page.getByText('The connection to Carrel was lost.').waitFor({ state: 'detached' })
  await library.open()
  await library.drop(resolve('resources/samples/workshop-handbook.md'))
  expect(await library.imported()).toBe('1 added')
})

test('a cloud host is allowed and forbidden again by a switch, and settings tell what works here', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, engine } = window
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('combobox', { name: 'Provider' }).selectOption('openai')
  const allow = page.getByRole('switch', { name: /api\.openai\.com/ })
  const allowedHosts = async () => (await engine.client.settings.get()).allowedHosts
  // A click, and then what the page shows: it shows what the engine has confirmed.
  await allow.click()
  await expect.poll(() => allow.isChecked()).toBe(true)
  expect(await allowedHosts()).toEqual(['api.openai.com'])
  await allow.click()
  await expect.poll(() => allow.isChecked()).toBe(false)
  expect(await allowedHosts()).toEqual([])
  await page.getByText('Nothing. No request was made.').waitFor()
  await page.locator('.check', { hasText: 'Database' }).getByText('encrypted').waitFor()
  await page.getByText(engine.dataFolder).first().waitFor()
  expect(window.complaints).toEqual([])
})

test('in a narrow window nothing is cut off at the side', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library } = window
  await library.open()
  await library.drop(resolve('resources/samples/lease.pdf'))
  await library.imported()
  await page.setViewportSize({ width: 400, height: 760 })
  for (const place of ['Ask', 'Library', 'Feedback', 'Settings']) {
    await page.getByRole('navigation').getByRole('button', { name: place }).click()
    await page.locator('.view').waitFor()
    const overflow = await page
      .locator('.view')
      .evaluate((view) => view.scrollWidth - view.clientWidth)
    expect({ place, overflow }).toEqual({ place, overflow: 0 })
  }
})
