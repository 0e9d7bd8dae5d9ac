import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()
const lease = resolve('resources/samples/lease.pdf')
const handbook = resolve('resources/samples/workshop-handbook.md')

test('a dropped PDF answers a question, and its citation opens the page with the passage marked', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, library, document } = window
  await library.open()
  await library.drop(lease)
  await library.imported()
  await chat.open()
  const answer = await chat.ask('How much is the deposit?')
  expect(await answer.innerText()).toContain('2,900 euros')
  expect(await answer.innerText()).toMatch(/Searched \d+ chunks in 1 document/)

  const mark = chat.marks(answer).first()
  await mark.hover()
  expect(await page.getByRole('tooltip').innerText()).toContain('2,900 euros')
  await mark.click()
  await document.highlight.first().waitFor()
  expect(await document.sheet.getAttribute('data-page')).toBe('2')
  expect(await document.showsHighlight()).toBe(true)
  expect(await document.region.locator('q').innerText()).toContain('2,900 euros')

  await page.getByRole('button', { name: 'Show text' }).click()
  expect(await document.region.locator('mark').innerText()).toContain('2,900 euros')
  await page.keyboard.press('Escape')
  await document.region.waitFor({ state: 'detached' })
  await expect.poll(() => mark.evaluate((element) => element.matches(':focus'))).toBe(true)
  expect(window.complaints).toEqual([])
})

test('a passage of a document without pages is marked in its text and scrolled to', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { chat, library, document } = window
  await library.drop(handbook)
  await library.open()
  await library.imported()
  await chat.open()
  const answer = await chat.ask('May I wear gloves at the lathe?')
  await chat.sources.getByRole('button').first().click()
  await document.highlight.first().waitFor()
  expect(await document.region.locator('mark').allInnerTexts()).toEqual([
    expect.stringContaining('Gloves are forbidden at the lathe'),
  ])
  expect(await document.showsHighlight()).toBe(true)
  expect(await answer.isVisible()).toBe(true)
  expect(window.complaints).toEqual([])
})

test('what the documents do not say is not found, and the nearest passages are shown', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, library, document } = window
  await library.open()
  await library.drop(lease)
  await library.imported()
  await chat.open()
  const answer = await chat.ask('Which team won the football world cup in 1998?')
  expect(await answer.innerText()).toContain('Not found in your documents')
  expect(await chat.sources.count()).toBe(0)
  const nearest = answer.getByRole('region', { name: 'Also looked at' }).getByRole('button')
  expect(await nearest.count()).toBeGreaterThan(0)
  await nearest.first().click()
  await document.highlight.first().waitFor()
  await page.keyboard.press('Escape')
  await page.reload()
  await chat.conversations.getByText('Which team won').click()
  await page.getByRole('button', { name: 'Show the nearest passages' }).click()
  await nearest.first().waitFor()
})

test('an answer is copied with the passages it stands on', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, library } = window
  await library.open()
  await library.drop(lease)
  await library.imported()
  await chat.open()
  const answer = await chat.ask('How much is the deposit?')
  await answer.getByRole('button', { name: 'Copy with sources' }).click()
  await page.getByText('Copied with its sources.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^How much is the deposit\?\n\n.*2,900 euros.* \[1\].*\n/)
  expect(copied).toMatch(/\n\[1\] Lease agreement, 27 Lantern Lane, page 2: “.*2,900 euros.*”/)
})

test('conversations are kept, renamed and deleted', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, library } = window
  await library.open()
  await library.drop(lease)
  await library.imported()
  await chat.open()
  await chat.ask('How much is the deposit?')
  await page.reload()
  await chat.conversations.getByText('How much is the deposit?').click()
  await chat.answers.getByText('2,900 euros').first().waitFor()

  await chat.conversations.getByRole('button', { name: /^Rename/ }).click()
  await page.getByLabel('Title of the conversation').fill('The deposit')
  await page.keyboard.press('Enter')
  await chat.conversations.getByText('The deposit', { exact: true }).waitFor()

  await chat.conversations.getByRole('button', { name: /^Delete/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('What would you like to know?').waitFor()
  expect(await window.engine.client.chat.list()).toEqual([])
})

test('where the chosen engine cannot answer, quotes do, and the page says why', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { chat, library, engine } = window
  await engine.client.settings.set({ engine: 'local', localModel: '/nowhere/model.gguf' })
  await library.open()
  await library.drop(lease)
  await library.imported()
  await chat.open()
  const answer = await chat.ask('How much is the deposit?')
  const note = answer.getByRole('note')
  expect(await note.innerText()).toMatch(/^Answered with quotes from your documents instead\. .+\n/)
  expect(await answer.innerText()).toContain('2,900 euros')
})
