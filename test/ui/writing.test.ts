import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page, WebSocketRoute } from 'playwright-core'
import { expect, test } from 'vitest'
import { must } from '../../src/main/lib/must.ts'
import { writeTinyGguf } from '../helpers/tiny-gguf.ts'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()
const lease = resolve('resources/samples/lease.pdf')

/** Between the page and the engine: lets everything pass until it is told to hold what the engine says. */
function holdable(): { prepare(page: Page): Promise<void>; hold(): void; release(): void } {
  let isHeld = false
  let held: (string | Buffer)[] = []
  let toPage: WebSocketRoute | null = null
  return {
    prepare: (page) =>
      page.routeWebSocket(/\/rpc$/, (route) => {
        toPage = route
        route.connectToServer().onMessage((message) => {
          if (isHeld) held.push(message)
          else route.send(message)
        })
      }),
    hold: () => {
      isHeld = true
    },
    release: () => {
      isHeld = false
      for (const message of held) toPage?.send(message)
      held = []
    },
  }
}

test('an answer on its way is stopped by its button and can be asked for again', async (context) => {
  const line = holdable()
  await using window = await openWindow(context, pageFolder, { prepare: line.prepare })
  const { page, chat, library } = window
  await library.open()
  await library.drop(lease)
  await library.imported()
  await chat.open()
  await chat.ask('How much is the deposit?')

  line.hold()
  await chat.question.fill('When is the rent due?')
  await chat.question.press('Enter')
  await page.getByText('Searching your documents…').waitFor()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('Stopped.').waitFor()
  line.release()
  await page.getByRole('button', { name: 'Ask again' }).click()
  await expect.poll(() => chat.answers.last().innerText()).toContain('3rd')
  expect(await page.getByText('Stopped.').count()).toBe(0)
})

test('what a model writes without a source is marked, sentence by sentence', async (context) => {
  const file = join(await mkdtemp(join(tmpdir(), 'carrel-model-')), 'tiny.gguf')
  writeTinyGguf(file, { contextTokens: 4096 })
  await using window = await openWindow(context, pageFolder)
  const { page, chat, library, engine } = window
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: /^Local model/ }).check()
  await page.getByLabel('Model file of the local engine').fill(file)
  await page.getByLabel('Model file of the local engine').press('Enter')
  await expect
    .poll(() => engine.client.settings.get())
    .toMatchObject({ engine: 'local', localModel: file })
  await library.open()
  await library.drop(lease)
  await library.imported()
  await chat.open()
  const answer = await chat.ask('How much is the deposit?')
  const [conversation] = await engine.client.chat.list()
  const messages = await engine.client.chat.messages({
    conversationId: must(conversation, 'a question was asked').conversationId,
  })
  const given = must(messages.at(-1)?.answer, 'the question was answered')
  const unsupported = given.sentences.filter(({ supported }) => !supported).length
  expect(unsupported).toBeGreaterThan(0)
  expect(await answer.locator('.unsupported-mark').allInnerTexts()).toEqual(
    Array.from({ length: unsupported }, () => 'no source'),
  )
})
