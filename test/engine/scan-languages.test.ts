import { expect, test } from 'vitest'
import { failureOf } from '../../src/main/api/failure.ts'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { dutchPackage, startPackageRegistry } from '../helpers/package-registry.ts'
import { pictureOfText } from '../helpers/picture.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const { name, packed } = dutchPackage()

test('a language is fetched only from a host that is allowed, and scans are then read in it', async () => {
  await using registry = await startPackageRegistry(name, packed)
  await using library = await openTestEngine({ registry: registry.address })
  const { client } = library
  const refused = await client.models.addScanLanguage({ code: 'nld' }).catch(failureOf)
  const askedBefore = registry.asked.length
  await client.settings.set({ allowedHosts: [registry.host] })
  const { installed, available } = await client.models.addScanLanguage({ code: 'nld' })
  const folder = await writeFolder({ 'lease.png': pictureOfText(['Die Miete beträgt 900 Euro.']) })
  await collect(client.library.add({ paths: [folder], options: { languages: ['nld'] } }))
  const { documents } = await client.library.list({})
  const { text } = await client.document.view({ documentId: documents[0]?.documentId ?? 0 })
  expect({
    refused,
    askedBefore,
    isInstalled: installed.some(({ code }) => code === 'nld'),
    isAvailable: available.some(({ code }) => code === 'nld'),
    text,
    log: (await client.settings.egress()).map(({ outcome, why }) => `${outcome}: ${why}`),
  }).toEqual({
    refused: expect.objectContaining({ code: 'not-allowed' }) as unknown,
    askedBefore: 0,
    isInstalled: true,
    isAvailable: false,
    text: 'Die Miete beträgt 900 Euro.',
    log: ['sent', 'sent', 'refused'].map((one) => `${one}: fetch the data for scans in Dutch`),
  })
})

test('a fetch that is agreed to once allows the host for nothing else', async () => {
  await using registry = await startPackageRegistry(name, packed)
  await using library = await openTestEngine({ registry: registry.address })
  const { client } = library
  const input = { code: 'nld', isAllowedOnce: true }
  const { installed } = await client.models.addScanLanguage(input)
  const later = await client.models.addScanLanguage({ code: 'nld' }).then(() => null, failureOf)
  expect({
    isInstalled: installed.some(({ code }) => code === 'nld'),
    later: later?.code,
    allowedHosts: (await client.settings.get()).allowedHosts,
  }).toEqual({ isInstalled: true, later: 'not-allowed', allowedHosts: [] })
})

test('what is not what the registry states, or no language, is not installed', async () => {
  await using registry = await startPackageRegistry(name, packed, Buffer.from('other bytes'))
  await using library = await openTestEngine({ registry: registry.address })
  const { client } = library
  await client.settings.set({ allowedHosts: [registry.host] })
  const failures = await Promise.all(
    ['nld', 'spa', 'klingon'].map((code) =>
      client.models.addScanLanguage({ code }).then(() => null, failureOf),
    ),
  )
  const { installed } = await client.models.scanLanguages()
  expect([failures.map((failure) => failure?.code), installed.map(({ code }) => code)]).toEqual([
    ['damaged', 'not-found', 'not-found'],
    ['eng', 'fra', 'deu'],
  ])
})
