import { expect, test } from 'vitest'
import { isOurAddress, mayWithoutAsking, pageUrl } from '../../../src/main/shell/page-origin.ts'

test('only the page that the shell serves counts as ours', () => {
  const addresses = [
    pageUrl,
    'carrel://app/passphrase',
    'carrel://other/index.html',
    'https://app/index.html',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
  ]
  expect(addresses.filter((address) => isOurAddress(address))).toEqual([
    pageUrl,
    'carrel://app/passphrase',
  ])
})

test('during development the page may also come from its own server, and from no other port', () => {
  const server = 'http://localhost:5173'
  expect([
    isOurAddress('http://localhost:5173/index.html', server),
    isOurAddress('http://localhost:8080/index.html', server),
  ]).toEqual([true, false])
})

test('no permission but writing text to the clipboard is given, and that only to our page', () => {
  expect([
    mayWithoutAsking('clipboard-sanitized-write', pageUrl),
    mayWithoutAsking('clipboard-sanitized-write', 'https://example.org/'),
    mayWithoutAsking('clipboard-read', pageUrl),
    mayWithoutAsking('media', pageUrl),
  ]).toEqual([true, false, false, false])
})
