import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '../../src/main/lib/app-error.ts'
import { workspacePaths } from '../../src/main/store/key-file.ts'
import { openKeychain, type Keychain } from '../../src/main/store/keychain.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { obtainKey } from '../../src/main/store/workspace-key.ts'
import { addText, hashFiles } from '../helpers/test-database.ts'

const PASSPHRASE = 'five small otters – Käse'

let dataFolder: string

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'carrel-keys-'))
})

afterAll(() => rm(dataFolder, { recursive: true, force: true }))

/** A request that answers every question for a passphrase with this one. */
function withPassphrase(workspace: string, passphrase: string) {
  return { dataFolder, workspace, keychain: null, passphrase: () => Promise.resolve(passphrase) }
}

test.skipIf(process.platform !== 'linux')('without a session bus there is no keychain', () => {
  process.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent/bus'
  expect(openKeychain()).toBe(null)
})

test('a passphrase opens the workspace again, typed in other code points too', async () => {
  const paths = workspacePaths(dataFolder, 'passphrase')
  const key = await obtainKey(withPassphrase('passphrase', PASSPHRASE))
  const again = await obtainKey(withPassphrase('passphrase', PASSPHRASE.normalize('NFD')))
  const script = await obtainKey({
    dataFolder,
    workspace: 'passphrase',
    keychain: null,
    environmentKey: PASSPHRASE,
  })
  const file = await readFile(paths.keyFile, 'utf8')
  expect({
    again: again.equals(key),
    script: script.equals(key),
    leaks: file.includes(key.toString('hex')) || file.includes(PASSPHRASE),
    file: JSON.parse(file) as unknown,
  }).toMatchObject({
    again: true,
    script: true,
    leaks: false,
    file: {
      kept: 'passphrase',
      wrapped: { kdf: 'argon2id', memoryKib: 65_536, iterations: 3, parallelism: 4 },
    },
  })
})

test('a wrong passphrase is refused and no file changes', async () => {
  const { database, folder } = workspacePaths(dataFolder, 'wrong')
  const { writer, close } = await openDatabase({
    file: database,
    key: await obtainKey(withPassphrase('wrong', PASSPHRASE)),
  })
  addText(writer, '/a.txt', 'Otters sleep.')
  close()
  const before = await hashFiles(folder)
  await expect(obtainKey(withPassphrase('wrong', 'four small otters'))).rejects.toMatchObject({
    code: 'wrong-key',
  })
  expect(await hashFiles(folder)).toEqual(before)
})

test('64 hex digits are the key itself, and a later start without them says what is missing', async () => {
  const hex = randomBytes(32).toString('hex')
  const request = { dataFolder, workspace: 'script', keychain: null }
  const key = await obtainKey({ ...request, environmentKey: hex })
  const again = await obtainKey({ ...request, environmentKey: hex.toUpperCase() })
  expect([key.toString('hex'), again.equals(key)]).toEqual([hex, true])
  await expect(obtainKey(request)).rejects.toMatchObject({ code: 'no-key' })
})

test('without keychain, passphrase and CARREL_KEY there is no key, and nothing is written', async () => {
  await expect(
    obtainKey({ dataFolder, workspace: 'nothing', keychain: null }),
  ).rejects.toMatchObject({ code: 'no-key' })
  await expect(obtainKey(withPassphrase('nothing', ''))).rejects.toMatchObject({ code: 'no-key' })
  await expect(hashFiles(workspacePaths(dataFolder, 'nothing').folder)).rejects.toMatchObject({
    code: 'ENOENT',
  })
})

test('a keychain that refuses gives way to a passphrase, and is the error where there is none', async () => {
  const locked: Keychain = {
    get: () => null,
    set() {
      throw new AppError('keychain-unavailable', 'Locked.', 'Unlock it.')
    },
    remove: () => false,
  }
  await expect(
    obtainKey({ dataFolder, workspace: 'locked', keychain: locked }),
  ).rejects.toMatchObject({
    code: 'keychain-unavailable',
  })
  const key = await obtainKey({ ...withPassphrase('locked', PASSPHRASE), keychain: locked })
  expect(key.length).toBe(32)
})

test('a database without its key file, and a damaged key file, are reported', async () => {
  const orphan = workspacePaths(dataFolder, 'orphan')
  const key = randomBytes(32)
  const { close } = await openDatabase({ file: orphan.database, key })
  close()
  await expect(obtainKey(withPassphrase('orphan', PASSPHRASE))).rejects.toMatchObject({
    code: 'no-key',
  })
  const rescued = await obtainKey({
    ...withPassphrase('orphan', ''),
    environmentKey: key.toString('hex'),
  })
  const torn = workspacePaths(dataFolder, 'torn')
  await mkdir(torn.folder)
  await writeFile(torn.keyFile, '{"format": 1, "acc')
  await expect(obtainKey(withPassphrase('torn', PASSPHRASE))).rejects.toMatchObject({
    code: 'database-damaged',
  })
  expect(rescued.equals(key)).toBe(true)
})

test('a workspace can not be named out of its data folder', () => {
  const tried = ['..', '../x', 'a/b', 'a\\b', '.hidden', '', 'x'.repeat(65), 'nul\0']
  for (const name of tried)
    expect(() => workspacePaths('/data', name), name).toThrow(
      expect.objectContaining({ code: 'bad-input' }) as Error,
    )
  expect(workspacePaths('/data', 'Größe 2').database).toBe(join('/data', 'Größe 2', 'library.db'))
})
