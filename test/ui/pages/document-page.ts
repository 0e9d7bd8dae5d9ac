import type { Locator, Page } from 'playwright-core'

/** A document that was opened over another view. */
export class DocumentPage {
  readonly region: Locator
  readonly highlight: Locator
  readonly sheet: Locator
  readonly number: Locator

  constructor(page: Page) {
    this.region = page.locator('.document')
    this.highlight = this.region.getByTestId('highlight')
    this.sheet = this.region.locator('.sheet[data-page]')
    this.number = this.region.getByLabel('Page', { exact: true })
  }

  /** Whether the highlighted passage stands within what can be seen. */
  async showsHighlight(): Promise<boolean> {
    const box = await this.highlight.first().boundingBox()
    const view = await this.region.boundingBox()
    if (box === null || view === null) return false
    return box.y >= view.y && box.y + box.height <= view.y + view.height
  }
}
