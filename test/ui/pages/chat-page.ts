import type { Locator, Page } from 'playwright-core'

/** Where questions are asked and answered. */
export class ChatPage {
  readonly question: Locator
  readonly answers: Locator
  readonly sources: Locator
  readonly conversations: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.question = page.getByLabel('Your question')
    this.answers = page.getByRole('article', { name: 'Answer' })
    this.sources = page.getByRole('complementary', { name: 'Sources' })
    this.conversations = page.getByRole('complementary', { name: 'Conversations' })
  }

  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Ask', exact: true }).first().click()
  }

  /** Asks, and waits until the answer is there to be rated. Returns it. */
  async ask(question: string): Promise<Locator> {
    const before = await this.answers.count()
    await this.question.fill(question)
    await this.question.press('Enter')
    const answer = this.answers.nth(before)
    await answer.getByRole('button', { name: 'Good answer' }).waitFor()
    return answer
  }

  /** The marks behind the sentences of an answer. */
  marks(answer: Locator): Locator {
    return answer.locator('.cite')
  }
}
