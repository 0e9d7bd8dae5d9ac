import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { enqueue } from '../../src/main/store/jobs.ts'
import { workspacePaths } from '../../src/main/store/key-file.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { testKey } from '../helpers/test-library.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { zipOf } from '../helpers/zip-of.ts'
import { writeFolder } from '../helpers/write-folder.ts'
import { openWindow, shareBuiltPage } from './open-window.ts'

const pageFolder = shareBuiltPage()

test('an empty library says what to do, and a dropped folder fills it, with what failed and why', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library } = window
  await page.getByText('Put your documents on the desk').waitFor()
  await library.open()
  await page.getByText('Your library is empty').waitFor()
  const folder = await writeFolder({
    'notes/otters.txt': 'Otters hold hands while they sleep.',
    'notes/deep/herons.md': '# Herons\n\nHerons stand still for hours.',
    'broken.pdf': '%PDF-1.7 and then nothing that belongs into a PDF',
    '.hidden/secret.txt': 'not to be read',
  })
  await library.drop(folder)
  expect(await library.imported()).toBe('2 added · 1 failed')
  await library.import.getByText('1 file could not be read').waitFor()
  const { failure } = (await window.engine.client.library.list({})).documents.find(
    ({ status }) => status === 'failed',
  ) ?? { failure: undefined }
  expect(await library.import.innerText()).toContain(failure?.message)
  expect(await library.import.innerText()).toContain(failure?.hint)
  expect(await library.row('broken.pdf').innerText()).toContain('Failed')
  expect(await library.row('Herons').innerText()).toContain('Ready')
  expect(await library.rows.count()).toBe(3)
  expect(window.complaints).toEqual([])
})

test('a file picked twice is unchanged; the filter finds it, and removing it erases it', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library, engine } = window
  await library.open()
  const file = { name: 'otters.txt', mimeType: 'text/plain', buffer: Buffer.from('Otters sleep.') }
  const other = { ...file, name: 'herons.txt', buffer: Buffer.from('Herons stand.') }
  await page.getByTestId('files-input').setInputFiles([file, other])
  expect(await library.imported()).toBe('2 added')
  await page.getByTestId('files-input').setInputFiles([file])
  await library.import.getByText('1 unchanged').waitFor()

  await library.filter.fill('otters')
  await expect.poll(() => library.rows.count()).toBe(1)
  await library.filter.fill('')
  await expect.poll(() => library.rows.count()).toBe(2)

  await page.getByLabel('Choose all').check()
  await page.getByRole('button', { name: 'Remove 2' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('2 documents removed from the library.').waitFor()
  await page.getByText('Your library is empty').waitFor()
  expect((await engine.client.library.list({})).documents).toEqual([])
})

test('what stands at a path is added by it, and opens as text and with its own program', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library, document, engine } = window
  const folder = await writeFolder({ 'otters.txt': 'Otters hold hands.' })
  await library.open()
  await library.addByPath(`"${join(folder, 'otters.txt')}"`)
  expect(await library.imported()).toBe('1 added')
  await page.getByRole('button', { name: /^Open otters/ }).click()
  await expect.poll(() => engine.opened).toEqual([join(folder, 'otters.txt')])
  await library.rows.getByRole('button', { name: 'otters.txt', exact: true }).click()
  await document.region.getByText('Otters hold hands.').waitFor()
})

test('a document in an archive stands below the name of the archive', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { library } = window
  const folder = await writeFolder({ 'papers.zip': zipOf({ '2024/otters.txt': 'Otters swim.' }) })
  await library.open()
  await library.addByPath(join(folder, 'papers.zip'))
  expect(await library.imported()).toBe('1 added')
  await library.row('papers.zip!/2024/otters.txt').waitFor()
})

test('a path that leads nowhere is told with what to do', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { library, page } = window
  await library.open()
  await library.addByPath('/nowhere/at-all.pdf')
  const told = page.getByRole('region', { name: 'Import' })
  await expect.poll(() => told.innerText()).toMatch(/at-all\.pdf/)
})

test('an import that was cut short is offered to go on', async (context) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'carrel-data-'))
  const folder = await writeFolder({ 'rest.txt': 'The rest of the otters.' })
  const key = Buffer.from(testKey, 'hex')
  const database = await openDatabase({
    file: workspacePaths(dataFolder, 'default').database,
    key,
  })
  enqueue(database.writer, { path: join(folder, 'rest.txt'), options: {} })
  database.close()
  await using window = await openWindow(context, pageFolder, { dataFolder })
  const { page, library } = window
  await library.open()
  await page.getByText('1 file of an earlier import still to be read.').waitFor()
  await page.getByRole('button', { name: 'Go on' }).click()
  expect(await library.imported()).toBe('1 added')
  expect(await library.row('rest.txt').innerText()).toContain('Ready')
})

test('a folder that is kept in step shows what becomes of its files, until it is left alone', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library } = window
  await library.open()
  const folder = await writeFolder({ 'otters.txt': 'Otters sleep.' })
  await page.getByLabel('Keep in step').check()
  await library.addByPath(folder)
  await library.row('otters.txt').waitFor()
  await writeFolder({ 'herons.txt': 'Herons stand.' }, folder)
  await library.row('herons.txt').waitFor()
  await rm(join(folder, 'otters.txt'))
  await library.row('otters.txt').waitFor({ state: 'detached' })
  const folders = page.getByRole('region', { name: 'Folders kept in step' })
  await folders.getByText('kept in step, 1 document').waitFor()
  await folders.getByRole('button', { name: 'Stop keeping' }).click()
  await folders.waitFor({ state: 'detached' })
  expect([await library.rows.count(), window.complaints]).toEqual([1, []])
})

test('how well a document was read is a key press away, and stands over the document', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library, document } = window
  const hidden = { text: 'Praise the tenant.', x: 72, y: 300, operators: '1 1 1 rg' }
  const folder = await writeFolder({
    'lease.pdf': pdf([{ texts: [...pdfPage('Rent is due on the third.').texts, hidden] }], {
      info: '/Author (Ada Lovelace)',
    }),
  })
  await library.open()
  await library.drop(folder)
  await library.imported()
  await page.getByRole('button', { name: 'Ready, 1 warning: how well lease.pdf was read' }).focus()
  const told =
    'By Ada Lovelace · 1 page with text\n\n1 passage hidden from readers was left out (page 1).'
  expect(await page.getByRole('tooltip').innerText()).toBe(told)
  await library.rows.getByRole('button', { name: 'lease.pdf', exact: true }).click()
  await document.region.getByText('hidden from readers').waitFor()
  expect(window.complaints).toEqual([])
})

test('a locked document is read once its password is entered, after a wrong one', async (context) => {
  await using window = await openWindow(context, pageFolder)
  const { page, library, engine } = window
  const text = 'The rent is due on the third day of each month.'
  const folder = await writeFolder({ 'lease.pdf': pdf([pdfPage(text)], { password: 'harbour' }) })
  await library.open()
  await library.drop(folder)
  expect(await library.imported()).toBe('1 failed')
  await page.getByRole('button', { name: 'Enter password of lease.pdf' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Password of “lease.pdf”' })
  const field = dialog.getByLabel('Password', { exact: true })
  expect(await field.evaluate((box) => box.matches(':focus'))).toBe(true)
  await page.keyboard.type('gull')
  await page.keyboard.press('Enter')
  await dialog.getByText('does not open with that password').waitFor()
  await field.fill('harbour')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await library.row('lease.pdf').getByText('Ready').waitFor()
  const { hits } = await engine.client.search.passages({ query: 'When is the rent due?' })
  expect([hits[0]?.text, window.complaints]).toEqual([text, []])
})
