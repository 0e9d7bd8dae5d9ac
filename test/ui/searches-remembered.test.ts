import { expect, test } from 'vitest'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

test('the settings say how many searches memory spared', async (context) => {
  await using window = await openWindow(context, pageFolder, { colorScheme: 'dark' })
  const { page, engine } = window
  const ask = () => engine.client.search.passages({ query: 'rent', limit: 5, mode: 'keyword' })
  await ask()
  await ask()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByText('2 searches since the start, 1 answered from memory').waitFor()
  expect(window.complaints).toEqual([])
})
