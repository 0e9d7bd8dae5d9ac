import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { writeFolder } from '../helpers/write-folder.ts'
import { openWindow, shareBuiltPage, type TestWindow } from './open-window.ts'

const pageFolder = shareBuiltPage()

const files = {
  'leases/flat.txt': 'The deposit for the flat is two months of rent, that is 1800 euros.',
  'leases/garage.txt': 'The deposit for the garage is 90 euros.',
  'bank.txt': 'The deposit at the bank is 5000 euros and earns 2 % a year.',
}

async function addFiles({ engine }: TestWindow): Promise<string> {
  const folder = await writeFolder(files)
  await collect(await engine.client.library.add({ paths: [folder] }))
  return folder
}

test('documents are tagged together, filtered by their tag, and the tag is taken back', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library, engine } = window
  await addFiles(window)
  await library.open()
  await page.getByLabel('Choose flat.txt').check()
  await page.getByLabel('Choose garage.txt').check()
  await page.getByRole('button', { name: 'Tags', exact: true }).click()
  await page.getByLabel('New tag').fill('Contract')
  await page.keyboard.press('Enter')
  await page.getByLabel('Contract', { exact: true }).waitFor()
  expect(await page.getByLabel('Contract', { exact: true }).isChecked()).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await library.row('flat.txt').getByRole('button', { name: 'Contract' }).click()
  await expect.poll(() => library.rows.count()).toBe(2)
  await page.getByLabel('Only with the tag').selectOption('')
  await expect.poll(() => library.rows.count()).toBe(3)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect.poll(() => engine.client.tags.list()).toEqual([])
  await page.getByLabel('Only with the tag').waitFor({ state: 'detached' })
  expect(window.complaints).toEqual([])
})

test('a question is asked of chosen folders, tags and documents only, and the choice stays with the conversation', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, library, engine } = window
  const folder = await addFiles(window)
  await engine.client.tags.add({ name: 'Money', paths: [join(folder, 'bank.txt')] })
  await page.reload()
  await page.getByRole('button', { name: 'All documents' }).click()
  await page.getByLabel('Money').check()
  await page.keyboard.press('Escape')
  await page.getByText('Only in', { exact: true }).waitFor()
  const bank = await chat.ask('How much is the deposit?')
  expect(await chat.sources.innerText()).toContain('bank.txt')
  expect(await bank.innerText()).toContain('Searched 1 chunk in 1 document')

  await page.reload()
  await chat.conversations
    .getByRole('button', { name: /How much is the deposit/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Not only in the tag Money' }).click()
  await page.getByRole('button', { name: 'All documents' }).click()
  await page.getByLabel('Find a folder').fill('garage')
  await page.getByRole('checkbox', { name: /garage\.txt/ }).check()
  await page.getByRole('button', { name: 'Done' }).click()
  await chat.ask('And how much is the deposit there?')
  expect(await chat.sources.last().innerText()).toContain('garage.txt')
  const [conversation] = await engine.client.chat.list()
  const { documents } = await engine.client.library.list({ query: 'garage' })
  expect(conversation?.scope).toEqual({
    folders: [],
    tags: [],
    types: [],
    documentIds: [documents[0]?.documentId],
  })

  await chat.ask('How do otters sleep on their backs?')
  await page.getByRole('button', { name: 'Ask all documents instead' }).click()
  await page.getByText('Searched 3 chunks in 3 documents').waitFor()
  await page.getByRole('button', { name: 'All documents' }).waitFor()

  await library.open()
  await page.getByLabel('Choose flat.txt').check()
  await page.getByRole('button', { name: 'Ask this one' }).click()
  await page.getByRole('button', { name: 'Not only in the document flat.txt' }).waitFor()
  expect(window.complaints).toEqual([])
})
