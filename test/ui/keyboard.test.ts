import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

test('a question is asked and its source read without a mouse', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, document, library } = window
  await library.open()
  await library.drop(resolve('resources/samples/lease.pdf'))
  await library.imported()

  await page.locator('body').press('/')
  await expect.poll(() => chat.question.evaluate((box) => box.matches(':focus'))).toBe(true)
  await page.keyboard.type('How much is')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('the deposit?')
  expect(await chat.question.inputValue()).toBe('How much is\nthe deposit?')
  await page.keyboard.press('Enter')
  await chat.marks(page.locator('body')).first().waitFor()

  await chat.marks(page.locator('body')).first().focus()
  expect(await page.getByRole('tooltip').isVisible()).toBe(true)
  await page.keyboard.press('Enter')
  await document.highlight.first().waitFor()
  await page.keyboard.press('ArrowRight')
  await page.locator('.sheet[data-page="3"]').waitFor()
  await page.keyboard.press('Home')
  await page.locator('.sheet[data-page="1"]').waitFor()
  await page.keyboard.press('Escape')
  await document.region.waitFor({ state: 'detached' })
})

test('the shortcuts are listed, and every place is reached and left by keys', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat } = window
  await chat.question.waitFor()
  await page.getByRole('button', { name: 'Settings' }).press('Enter')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'How Carrel works' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await expect.poll(() => chat.question.evaluate((box) => box.matches(':focus'))).toBe(true)
  await page.keyboard.type('?')
  expect(await chat.question.inputValue()).toBe('?')
})

test('tabbing through a view shows the focus on each thing it reaches', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library } = window
  await library.open()
  await page.getByText('Your library is empty').waitFor()
  const reached: string[] = []
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('Tab')
    reached.push(
      await page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const { outlineStyle } = getComputedStyle(element)
        return `${element.getAttribute('aria-label') ?? element.innerText}: ${outlineStyle}`
      }),
    )
  }
  expect(reached).toEqual([
    'Feedback: solid',
    'Settings: solid',
    'Help: solid',
    'Add files: solid',
    'Add a folder: solid',
    'Add by path: solid',
  ])
})
