import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { writeFolder } from '../helpers/write-folder.ts'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

test('questions with known documents are collected, changed, forgotten, brought back and run', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, feedback, engine } = window
  await feedback.open()
  await page.getByRole('button', { name: 'Questions', exact: true }).click()
  await page.getByText('No question yet').waitFor()

  const folder = await writeFolder({
    'lease.txt': 'The rent for the flat is 900 euros.',
    'rules.txt': 'The garden gate is locked at ten in the evening.',
  })
  await collect(await engine.client.library.add({ paths: [folder] }))
  await chat.open()
  const answer = await chat.ask('How much is the rent for the flat?')
  await answer.getByRole('button', { name: 'Good answer' }).click()
  await expect.poll(() => engine.client.questions.list()).toHaveLength(1)

  await feedback.open()
  await page.getByRole('button', { name: 'Questions', exact: true }).click()
  await page.getByRole('button', { name: 'Run' }).click()
  const table = page.locator('.metrics')
  await table.getByText('all-gold@10').waitFor()
  expect(await table.locator('tr').last().innerText()).toMatch(/all-gold@10\s+1\.000/)

  await page.getByRole('button', { name: /^Change/ }).click()
  await page.getByLabel('Question', { exact: true }).fill('When is the gate locked?')
  await page.getByLabel('Find another document').fill('rules')
  await page.getByRole('checkbox', { name: 'rules.txt' }).check()
  await page.getByRole('checkbox', { name: 'lease.txt' }).uncheck()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'When is the gate locked?' }).waitFor()
  expect(await engine.client.questions.list()).toMatchObject([
    { question: 'When is the gate locked?', documents: [{ path: join(folder, 'rules.txt') }] },
  ])

  await page.getByRole('button', { name: /^Forget/ }).click()
  await page.getByText('No question yet').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { name: 'When is the gate locked?' }).waitFor()
  await page.getByRole('button', { name: 'Run' }).click()
  await page.getByText('Against the run before:').waitFor()

  await engine.client.settings.set({ crossEncoder: 'none-of-this-name' })
  await engine.client.insight.lastChange({ wait: true })
  await page.getByRole('button', { name: 'Settings' }).click()
  const change = page.getByText('crossEncoder none → none-of-this-name')
  await change.waitFor()
  expect(await change.innerText()).toContain('no difference within noise, on 1 question')
  expect(window.complaints).toEqual([])
})
