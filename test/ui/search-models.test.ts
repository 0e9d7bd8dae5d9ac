import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { writeTinyCrossEncoder, writeTinyEmbedder } from '../helpers/tiny-onnx.ts'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

async function folderWithModels(): Promise<string> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'carrel-data-'))
  writeTinyEmbedder(join(dataFolder, 'models'))
  writeTinyCrossEncoder(join(dataFolder, 'models'))
  return dataFolder
}

test('the embedder is changed in the settings, and changed back', async (context) => {
  const dataFolder = await folderWithModels()
  await using window = await openWindow(context, pageFolder, { dataFolder })
  const { page, library, engine } = window
  await library.open()
  await library.drop(resolve('resources/samples/workshop-handbook.md'))
  await library.imported()
  await page.getByRole('button', { name: 'Settings' }).click()
  const embedder = page.getByRole('combobox', { name: 'Embedding model' })
  await embedder.selectOption('tiny-embedder')
  await page.getByText('The vectors of all-MiniLM-L6-v2 are kept').waitFor()
  const { embedder: used } = await engine.client.library.status()
  await embedder.selectOption('all-MiniLM-L6-v2')
  await page.getByText('The vectors of tiny-embedder are kept').waitFor()
  await page.getByRole('button', { name: 'Erase them' }).click()
  await page.getByText('are kept: going back').waitFor({ state: 'detached' })
  expect(used).toMatch(/^tiny-embedder\//)
  expect(await engine.client.models.list()).toMatchObject({ previous: null, change: null })
  expect(window.complaints).toEqual([])
})

test('a cross-encoder and the help of a language model are switched on and off', async (context) => {
  const dataFolder = await folderWithModels()
  await using window = await openWindow(context, pageFolder, { dataFolder, colorScheme: 'dark' })
  const { page, engine } = window
  await page.getByRole('button', { name: 'Settings' }).click()
  const encoder = page.getByRole('combobox', { name: /^Cross-encoder/ })
  await encoder.selectOption('tiny-cross-encoder')
  await expect.poll(() => encoder.inputValue()).toBe('tiny-cross-encoder')
  const words = page.getByRole('switch', { name: /also help to find/ })
  await words.click()
  await expect.poll(() => words.isChecked()).toBe(true)
  const on = await engine.client.settings.get()
  await encoder.selectOption('Off')
  await expect.poll(() => engine.client.settings.get().then((it) => it.crossEncoder)).toBe(null)
  expect(on).toMatchObject({ crossEncoder: 'tiny-cross-encoder', reformulate: 'auto' })
  expect(window.complaints).toEqual([])
})
