import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import type { TestContext } from 'vitest'
import { serveHttp } from '../../src/main/api/http.ts'
import type { TestEngine } from '../helpers/open-test-engine.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { buildPage } from './build-page.ts'
import { ChatPage } from './pages/chat-page.ts'
import { DocumentPage } from './pages/document-page.ts'
import { FeedbackPage } from './pages/feedback-page.ts'
import { LibraryPage } from './pages/library-page.ts'

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The Chromium to test in; undefined where there is none. */
const browserPath = process.env['CARREL_CHROMIUM'] ?? usualPlaces.find((path) => existsSync(path))

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

export interface TestWindow extends AsyncDisposable {
  readonly page: Page
  readonly engine: TestEngine
  readonly chat: ChatPage
  readonly library: LibraryPage
  readonly document: DocumentPage
  readonly feedback: FeedbackPage
  /** What the page complained of: errors, warnings and refused loads. */
  readonly complaints: readonly string[]
}

interface WindowOptions {
  readonly colorScheme?: 'light' | 'dark'
  readonly dataFolder?: string
  /** Where packages are fetched from. */
  readonly registry?: string
  /** Done to the page before it opens the product. */
  readonly prepare?: (page: Page) => Promise<void>
}

/** Builds the page once for a file of tests. */
export function shareBuiltPage(): () => Promise<string> {
  let folder: Promise<string> | null = null
  return () => (folder ??= buildPage())
}

/**
 * The real page on a real engine, in a browser of its own with nothing kept from before.
 * Skips the test, with the reason, where there is no Chromium.
 */
export async function openWindow(
  context: TestContext,
  pageFolder: () => Promise<string>,
  options: WindowOptions = {},
): Promise<TestWindow> {
  if (browserPath === undefined) context.skip('no Chromium: set CARREL_CHROMIUM to one')
  const { colorScheme = 'light', prepare, ...where } = options
  const engine = await openTestEngine(where)
  const door = await serveHttp(engine.engine.router, { port: 0, pageFolder: await pageFolder() })
  const profile = await mkdtemp(join(tmpdir(), 'carrel-browser-'))
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath ?? '',
    args: flags,
    viewport: { width: 1280, height: 800 },
    colorScheme,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = browser.pages()[0] ?? (await browser.newPage())
  const complaints = listen(page)
  await prepare?.(page)
  await page.goto(door.freshAddress())
  return {
    page,
    engine,
    complaints,
    chat: new ChatPage(page),
    library: new LibraryPage(page),
    document: new DocumentPage(page),
    feedback: new FeedbackPage(page),
    async [Symbol.asyncDispose]() {
      await browser.close()
      await door.close()
      await engine[Symbol.asyncDispose]()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
