import { createHash } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failureOf } from '../../src/main/api/failure.ts'
import { must } from '../../src/main/lib/must.ts'
import { openKeychain } from '../../src/main/store/keychain.ts'
import { collect } from '../helpers/collect.ts'
import { startKeyring, whyNoKeyring, type Keyring } from '../helpers/keyring.ts'
import { openTestEngine, type TestEngine } from '../helpers/open-test-engine.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const reason = whyNoKeyring()
if (reason !== null) console.log(`Skipped, no Secret Service: ${reason}`)

const bytes = pdf([pdfPage('The rent is due on the third.')], { password: 'harbour' })
const account = `document/${createHash('sha256').update(bytes).digest('hex')}`

async function firstDocument({ client }: TestEngine): Promise<number> {
  const { documents } = await client.library.list({})
  return must(documents[0], 'it was added').documentId
}

/** A library with a locked document that was opened, and what Carrel can show of it after a restart. */
async function restarted(keepPasswords: boolean) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'carrel-data-'))
  const folder = await writeFolder({ 'lease.pdf': bytes })
  {
    await using engine = await openTestEngine({ dataFolder })
    const options = { passwords: ['harbour'], keepPasswords }
    await collect(await engine.client.library.add({ paths: [folder], options }))
  }
  return openTestEngine({ dataFolder })
}

async function drawn({ client }: TestEngine, documentId: number): Promise<string> {
  return client.document.pageImage({ documentId, page: 1, scale: 0.5 }).then(
    ({ dataUrl }) => dataUrl.slice(0, 14),
    (error: unknown) => failureOf(error).code,
  )
}

describe.skipIf(reason !== null)('with a Secret Service', () => {
  let keyring: Keyring

  beforeAll(async () => {
    keyring = await startKeyring()
    process.env['DBUS_SESSION_BUS_ADDRESS'] = keyring.environment.DBUS_SESSION_BUS_ADDRESS
  })

  afterAll(async () => keyring[Symbol.asyncDispose]())

  test('a password that is to be kept opens the document after a restart, and leaves the keychain with it', async () => {
    const keychain = must(openKeychain(), 'a Secret Service runs')
    await using engine = await restarted(true)
    const documentId = await firstDocument(engine)
    const before = [keychain.get(account), await drawn(engine, documentId)]
    await engine.client.library.remove({ documentIds: [documentId] })
    expect([before, keychain.get(account)]).toEqual([['harbour', 'data:image/png'], null])
  })

  test('a password stays in the keychain while another document holds the same content', async () => {
    const keychain = must(openKeychain(), 'a Secret Service runs')
    await using engine = await openTestEngine()
    const { library } = engine.client
    const folder = await writeFolder({ 'lease.pdf': bytes, 'copy.pdf': bytes })
    const options = { passwords: ['harbour'], keepPasswords: true }
    await collect(await library.add({ paths: [folder], options }))
    const { documents } = await library.list({})
    const kept: (string | null)[] = []
    for (const { documentId } of documents) {
      await library.remove({ documentIds: [documentId] })
      kept.push(keychain.get(account))
    }
    expect(kept).toEqual(['harbour', null])
  })

  test('a password that is not to be kept is nowhere after a restart, and the text is still found', async () => {
    const keychain = must(openKeychain(), 'a Secret Service runs')
    await using engine = await restarted(false)
    const page = await drawn(engine, await firstDocument(engine))
    const { hits } = await engine.client.search.passages({ query: 'When is the rent due?' })
    expect([keychain.get(account), page, hits.map(({ text }) => text)]).toEqual([
      null,
      'password-protected',
      ['The rent is due on the third.'],
    ])
  })
})
