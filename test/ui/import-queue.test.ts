import { expect, test } from 'vitest'
import { writeFolder } from '../helpers/write-folder.ts'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

test('an import is paused with a button, shows what waits, lets one file go first, and goes on', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library, engine } = window
  const names = Array.from({ length: 300 }, (_, n) => [`letter-${n}.txt`, `Letter ${n}.`] as const)
  const folder = await writeFolder(Object.fromEntries(names))
  await library.open()
  await library.addByPath(folder)
  await library.import.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('Imports are paused since').waitFor()
  await library.import.getByText('Paused').waitFor()
  await page.getByText(/\d+ files waiting$/).click()
  const last = page.getByRole('button', { name: 'Read letter-99.txt first' })
  const before = await engine.client.library.queue({ limit: 1 })
  await engine.client.library.putFirst({ path: `${folder}/letter-99.txt` })
  await last.and(page.locator(':disabled')).waitFor()
  await page.getByRole('button', { name: 'Go on' }).click()
  expect(await library.imported()).toBe('300 added')
  await page.getByText('Imports are paused since').waitFor({ state: 'detached' })
  expect(before.total).toBeGreaterThan(0)
  expect(window.complaints).toEqual([])
})

test('a pause from before is told, and what waits is taken up again', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library, engine } = window
  await engine.client.library.pause()
  await library.open()
  const folder = await writeFolder({ 'a.txt': 'Otters.' })
  await library.addByPath(folder)
  await page.getByText('1 file waiting.').waitFor()
  await page.getByRole('button', { name: 'Go on' }).click()
  expect(await library.imported()).toBe('1 added')
})

test('what could not be read is tried again, all of it or one file', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library } = window
  await library.open()
  const folder = await writeFolder({ 'broken.pdf': '%PDF-1.7 and nothing more' })
  await library.addByPath(folder)
  await page.getByText('1 file could not be read. Each says below why.').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  expect(await library.imported()).toBe('1 failed')
  await writeFolder({ 'broken.pdf': 'No PDF, but a text.' }, folder)
  await page.getByRole('button', { name: 'Read broken.pdf again' }).click()
  await library.import.and(page.locator('[data-state="running"]')).waitFor({ state: 'detached' })
  expect(await library.rows.count()).toBe(1)
})
