import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

test('a rating with its reason is kept, found by filters, and taken back', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, library, feedback, engine } = window
  await feedback.open()
  await page.getByText('Nothing rated yet').waitFor()
  await library.open()
  await library.drop(resolve('resources/samples/lease.pdf'))
  await library.imported()
  await chat.open()
  const first = await chat.ask('How much is the deposit?')
  await first.getByRole('button', { name: 'Good answer' }).click()
  const second = await chat.ask('Are pets allowed in the flat?')
  await second.getByRole('button', { name: 'Bad answer' }).click()
  await page.getByText('Incomplete').click()
  await page.getByLabel('Comment').fill('It leaves out the rabbits.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Thank you.').waitFor()
  expect(await engine.client.feedback.list({})).toMatchObject([
    { rating: 'bad', reason: 'incomplete', comment: 'It leaves out the rabbits.' },
    { rating: 'good', reason: null, comment: '' },
  ])

  await feedback.open()
  expect(await feedback.cards.count()).toBe(2)
  await feedback.showOnly('Bad')
  await expect.poll(() => feedback.cards.count()).toBe(1)
  expect(await feedback.cards.innerText()).toContain('It leaves out the rabbits.')
  await page.getByLabel('Reason').selectOption('made-up')
  await page.getByText('No rated answer matches these filters.').waitFor()
  await page.getByLabel('Reason').selectOption('')
  await feedback.cards.getByRole('button', { name: 'Take back' }).click()
  await page.getByText('No rated answer matches these filters.').waitFor()
  await feedback.showOnly('All')
  await expect.poll(() => feedback.cards.count()).toBe(1)
  await feedback.cards.getByRole('button', { name: 'Open the conversation' }).click()
  await chat.answers.first().waitFor()
  expect(
    await chat.answers
      .first()
      .getByRole('button', { name: 'Good answer' })
      .getAttribute('aria-pressed'),
  ).toBe('true')
  expect(window.complaints).toEqual([])
})
