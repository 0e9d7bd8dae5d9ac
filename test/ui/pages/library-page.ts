import type { Locator, Page } from 'playwright-core'

/** The documents, and how they come in. */
export class LibraryPage {
  readonly import: Locator
  readonly rows: Locator
  readonly filter: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.import = page.getByRole('region', { name: 'Import' })
    this.rows = page.getByRole('region', { name: 'Documents' }).locator('tbody tr')
    this.filter = page.getByLabel('Filter documents')
  }

  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Library' }).click()
  }

  /** Drops files or folders on the window as the system does when they are dragged from a file manager. */
  async drop(...paths: readonly string[]): Promise<void> {
    const devtools = await this.#page.context().newCDPSession(this.#page)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data })
    await devtools.detach()
  }

  async addByPath(path: string): Promise<void> {
    const field = this.#page.getByLabel('Add by path')
    await field.fill(path)
    await field.press('Enter')
  }

  /** Waits until an import ended, and gives what it says of itself. */
  async imported(): Promise<string> {
    const ended = this.import.and(this.#page.locator('[data-state="done"]'))
    await ended.waitFor()
    return ended.locator('.import-outcome').innerText()
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text })
  }
}
