import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../../src/main/lib/must.ts'
import { workspacePaths } from '../../src/main/store/key-file.ts'
import { openKeychain } from '../../src/main/store/keychain.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { obtainKey } from '../../src/main/store/workspace-key.ts'
import { startKeyring, whyNoKeyring, type Keyring } from '../helpers/keyring.ts'

const reason = whyNoKeyring()
if (reason !== null) console.log(`Skipped, no Secret Service: ${reason}`)

describe.skipIf(reason !== null)('with a Secret Service', () => {
  let keyring: Keyring
  let dataFolder: string

  beforeAll(async () => {
    keyring = await startKeyring()
    // The keychain's library keeps the first bus it meets, so this file never meets another.
    process.env['DBUS_SESSION_BUS_ADDRESS'] = keyring.environment.DBUS_SESSION_BUS_ADDRESS
    dataFolder = await mkdtemp(join(tmpdir(), 'carrel-keys-'))
  })

  afterAll(async () => {
    await keyring[Symbol.asyncDispose]()
    await rm(dataFolder, { recursive: true, force: true })
  })

  test('a secret is kept, given back and removed', () => {
    const keychain = must(openKeychain(), 'a Secret Service runs')
    const before = keychain.get('provider/example')
    keychain.set('provider/example', 'sk-ünïcode')
    const kept = keychain.get('provider/example')
    expect([
      before,
      kept,
      keychain.remove('provider/example'),
      keychain.remove('provider/example'),
    ]).toEqual([null, 'sk-ünïcode', true, false])
  })

  test('a workspace gets a random key, kept in the keychain alone, that opens it again', async () => {
    const keychain = must(openKeychain(), 'a Secret Service runs')
    const request = { dataFolder, workspace: 'default', keychain }
    const paths = workspacePaths(dataFolder, 'default')
    const key = await obtainKey(request)
    const { close } = await openDatabase({ file: paths.database, key })
    close()
    const again = await obtainKey(request)
    const file = await readFile(paths.keyFile, 'utf8')
    const { account, kept } = JSON.parse(file) as { account: string; kept: string }
    expect({
      bytes: key.length,
      again: again.equals(key),
      kept,
      inFile: file.includes(key.toString('hex')),
      inKeychain: keychain.get(account) === key.toString('hex'),
    }).toEqual({ bytes: 32, again: true, kept: 'keychain', inFile: false, inKeychain: true })
  })

  test('two workspaces have two keys, and one begun twice at once has one', async () => {
    const keychain = must(openKeychain(), 'a Secret Service runs')
    const request = { dataFolder, workspace: 'twice', keychain }
    const [first, second] = await Promise.all([obtainKey(request), obtainKey(request)])
    const other = await obtainKey({ ...request, workspace: 'other' })
    expect([first.equals(second), first.equals(other)]).toEqual([true, false])
  })

  test('a key that the keychain has lost is reported, and no other is made in its place', async () => {
    const keychain = must(openKeychain(), 'a Secret Service runs')
    const request = { dataFolder, workspace: 'lost', keychain }
    await obtainKey(request)
    const { account } = JSON.parse(
      await readFile(workspacePaths(dataFolder, 'lost').keyFile, 'utf8'),
    ) as { account: string }
    keychain.remove(account)
    await expect(obtainKey(request)).rejects.toMatchObject({ code: 'no-key' })
  })

  test('a workspace of the keychain says so where there is none, or a passphrase is given', async () => {
    const keychain = must(openKeychain(), 'a Secret Service runs')
    const request = { dataFolder, workspace: 'moved' }
    await obtainKey({ ...request, keychain })
    await expect(obtainKey({ ...request, keychain: null })).rejects.toMatchObject({
      code: 'keychain-unavailable',
    })
    await expect(
      obtainKey({ ...request, keychain, environmentKey: 'a passphrase' }),
    ).rejects.toMatchObject({
      code: 'wrong-key',
    })
  })
})
