import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dutchPackage, startPackageRegistry } from '../helpers/package-registry.ts'
import { pictureOfText } from '../helpers/picture.ts'
import { until } from '../helpers/until.ts'
import { writeFolder } from '../helpers/write-folder.ts'
import { openWindow, shareBuiltPage, type TestWindow } from './open-window.ts'

const pageFolder = shareBuiltPage()
const german = 'Die Kündigungsfrist beträgt drei Monate.'
const scan = pictureOfText([german])

async function textOf({ engine: { client } }: TestWindow, name: string): Promise<string> {
  const { documents } = await client.library.list({ query: name })
  const documentId = documents[0]?.documentId ?? 0
  return (await client.document.view({ documentId })).text
}

test('one scan is read again in its language, another is added in it', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library } = window
  await library.open()
  const folder = await writeFolder({ 'lease.png': scan, 'later/notice.png': scan })
  await library.addByPath(join(folder, 'lease.png'))
  await library.imported()
  const before = await textOf(window, 'lease')
  await page.getByRole('button', { name: 'Read lease.png again' }).click()
  await page.getByLabel('Language of scanned pages and pictures').selectOption('German')
  await page.getByRole('dialog').getByRole('button', { name: 'Read again' }).click()
  const after = await until(
    () => textOf(window, 'lease'),
    (text) => text === german,
  )
  await page.getByLabel('Language of scans that are added').selectOption('Scans in German only')
  await library.addByPath(join(folder, 'later', 'notice.png'))
  await library.row('notice.png').waitFor()
  const added = await until(
    () => textOf(window, 'notice').catch(() => ''),
    (text) => text !== '',
  )
  expect([before === german, after, added, window.complaints]).toEqual([false, german, german, []])
})

test('the languages of the library are chosen in the settings, and never none', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, engine } = window
  await page.getByRole('button', { name: 'Settings' }).click()
  const choices = page.getByRole('list', { name: 'Languages of scans' })
  await choices.getByLabel('English').and(page.locator(':disabled')).waitFor()
  await choices.getByLabel('German').check()
  await choices.getByLabel('English').uncheck()
  await choices.getByLabel('German').and(page.locator(':disabled')).waitFor()
  const chosen = await until(
    async () => (await engine.client.settings.get()).ocrLanguages,
    (languages) => languages.join() === 'deu',
  )
  expect([chosen, window.complaints]).toEqual([['deu'], []])
})

test('another language is fetched once that is agreed to, and the host is not allowed afterwards', async (context) => {
  const { name, packed } = dutchPackage()
  await using registry = await startPackageRegistry(name, packed)
  await using window = await openWindow(context, pageFolder, { registry: registry.address })
  const { page, engine } = window
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByLabel('Another language').selectOption('Dutch')
  await page.getByRole('button', { name: 'Fetch' }).click()
  const askedBefore = registry.asked.length
  await page.getByRole('dialog').getByRole('button', { name: 'Fetch it' }).click()
  await page.getByRole('list', { name: 'Languages of scans' }).getByLabel('Dutch').waitFor()
  const allowed = await until(
    async () => (await engine.client.settings.get()).allowedHosts,
    (hosts) => hosts.length === 0,
  )
  expect([askedBefore, registry.asked.length, allowed, window.complaints]).toEqual([0, 2, [], []])
})
