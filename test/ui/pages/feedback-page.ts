import type { Locator, Page } from 'playwright-core'

/** What was rated. */
export class FeedbackPage {
  readonly cards: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.cards = page.locator('.feedback-card')
  }

  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Feedback' }).click()
  }

  async showOnly(rating: 'All' | 'Good' | 'Bad'): Promise<void> {
    await this.#page.getByRole('button', { name: rating, exact: true }).click()
  }
}
