import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { writeFolder } from '../helpers/write-folder.ts'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

test('an answer says how it was found, also when it is read again later', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, engine } = window
  const folder = await writeFolder({
    'lease.txt': 'The rent for the flat is 900 euros. It is due on the third day of each month.',
    'rules.txt': 'The garden gate is locked at ten in the evening.',
  })
  await collect(await engine.client.library.add({ paths: [folder] }))
  await chat.ask('How much is the rent for the flat?')
  await page.reload()
  await chat.conversations
    .getByRole('button', { name: /How much is the rent/ })
    .first()
    .click()
  const answer = chat.answers.first()
  await answer.getByText('Searched 2 chunks in 2 documents').waitFor()
  await answer.getByText('How this was found').click()
  const passages = answer.getByRole('list', { name: 'Passages found' })
  await passages.getByText('lease.txt').waitFor()
  const facts = await answer.locator('.facts').innerText()
  expect(facts.replaceAll(/\s+/g, ' ')).toMatch(
    /Asked How much is the rent for the flat\? .*By words .*rent.* Left out .*how.* Searched 2 chunks in 2 documents .* Took search/i,
  )
  const numbers = await passages.locator('.found-numbers').first().innerText()
  expect(numbers).toMatch(/^\d\.\d{3} = .*\d\.\d{3} words \+ .*\d\.\d{3} meaning/)

  const mark = passages.getByRole('button', { name: 'Right document' }).first()
  await mark.click()
  await expect.poll(() => mark.getAttribute('aria-pressed')).toBe('true')
  expect(await engine.client.questions.list()).toMatchObject([
    { question: 'How much is the rent for the flat?', documents: [{ title: 'lease.txt' }] },
  ])
  await mark.click()
  await expect.poll(() => engine.client.questions.list()).toEqual([])
  expect(window.complaints).toEqual([])
})

test('a word that no document has is shown with what was looked for instead, and what the search turned on', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { chat, engine } = window
  const folder = await writeFolder({
    'costs.txt': 'The power bill of Mill Lane came to 212 euros in March 2023.',
    'rules.txt': 'The garden gate is locked at ten in the evening.',
  })
  await collect(await engine.client.library.add({ paths: [folder] }))
  const answer = await chat.ask('How much was electricity in March 2023?')
  await answer.getByText('212 euros').first().waitFor()
  await answer.getByText('How this was found').click()
  await answer.getByRole('list', { name: 'Passages found' }).getByText('costs.txt').waitFor()
  const facts = await answer.locator('.facts').innerText()
  expect(facts.replaceAll(/\s+/g, ' ')).toMatch(
    /power related word, from electricity .*Turns on .*power chunks 1.* Names March 2023 date/i,
  )
  expect(window.complaints).toEqual([])
})

test('another version of a source stands beside it, with what differs, and opens as a found passage', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, engine } = window
  const lease = (rent: string): string =>
    `The flat on the second floor of the house in Mill Lane is let to the tenant for an unlimited time. The rent of the flat is ${rent}
     euros a month. It is due on the third day of each month, and is paid into the account of the landlord.`
  const folder = await writeFolder({
    'lease-2023.txt': lease('900'),
    'lease-2024.txt': lease('950'),
  })
  await collect(await engine.client.library.add({ paths: [folder] }))
  const answer = await chat.ask('How much is the rent of the flat?')
  const sources = page.getByRole('complementary', { name: 'Sources' })
  await sources.getByText('Also in').waitFor()
  expect(await sources.innerText()).toMatch(
    /Also in\s*lease-2023\.txt\s*differs slightly, there 900, here 950/,
  )
  await answer.getByText('How this was found').click()
  const passages = answer.getByRole('list', { name: 'Passages found' })
  expect(await passages.innerText()).toMatch(/\d+ % likely relevant[^]*Also in\s*lease-2023\.txt/)
  await sources.getByRole('button', { name: 'lease-2023.txt' }).click()
  await page.getByRole('region', { name: 'lease-2023.txt' }).waitFor()
  expect(window.complaints).toEqual([])
})

test('a stopped question can be asked again after a restart', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, chat, engine } = window
  const folder = await writeFolder({ 'lease.txt': 'The rent for the flat is 900 euros.' })
  await collect(await engine.client.library.add({ paths: [folder] }))
  const { conversationId } = await engine.client.chat.create({ title: 'Cut short' })
  const question = 'How much is the rent?'
  const stop = new AbortController()
  const asked = engine.client.answer.ask({ question, conversationId }, { signal: stop.signal })
  for await (const _ of await asked) break
  expect(await engine.client.chat.messages({ conversationId })).toHaveLength(1)

  await page.reload()
  await chat.conversations
    .getByRole('button', { name: /Cut short/ })
    .first()
    .click()
  await page.getByText('Stopped.').waitFor()
  await page.getByRole('button', { name: 'Ask again' }).click()
  await chat.answers.getByRole('button', { name: 'Good answer' }).waitFor()
  expect(await chat.answers.innerText()).toContain('900 euros')
  expect(await page.getByRole('button', { name: 'Ask again' }).count()).toBe(0)
  expect(window.complaints).toEqual([])
})
