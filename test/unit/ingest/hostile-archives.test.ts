import { expect, test } from 'vitest'
import { filesInArchive } from '../../../src/main/ingest/readers/archive.ts'
import { parseXml, textOf } from '../../../src/main/ingest/readers/xml-tree.ts'
import { odf, xlsx } from '../../helpers/office.ts'
import { readBlocks, readBytes } from '../../helpers/read-bytes.ts'
import { zipOf } from '../../helpers/zip-of.ts'

test('an archive that swells beyond measure is refused before it is unpacked', async () => {
  const bomb = zipOf({ 'a.txt': Buffer.alloc(100 * 1024 * 1024) })
  await expect(filesInArchive({ name: 'bomb.zip', bytes: bomb })).rejects.toMatchObject({
    code: 'too-large',
    message: '"bomb.zip" unpacks to more than Carrel reads of one file.',
  })
})

test('entries that overlap are refused', async () => {
  const file = Buffer.from(zipOf({ 'a.txt': 'Rent is due on the third.', 'b.txt': 'Dogs.' }))
  // Both entries of the central directory claim more bytes than the file has.
  for (let at = file.indexOf('PK\x01\x02'); at !== -1; at = file.indexOf('PK\x01\x02', at + 4))
    file.writeUInt32LE(file.length - 30, at + 20)
  await expect(filesInArchive({ name: 'two.zip', bytes: file })).rejects.toMatchObject({
    code: 'damaged',
  })
})

test('an archive with a password is told as such', async () => {
  const file = Buffer.from(zipOf({ 'a.txt': 'Rent is due.' }))
  file.writeUInt16LE(1, 6)
  await expect(filesInArchive({ name: 'home.zip', bytes: file })).rejects.toMatchObject({
    code: 'password-protected',
  })
})

test('no entity of a document type is expanded and no file is read by one', () => {
  const text = parseXml(
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY one "rent"><!ENTITY two "&one;&one;"><!ENTITY file SYSTEM "file:///etc/hostname">]><a>&two;|&file;|&amp;&#65;</a>`,
  )
  expect(textOf(text).trim()).toBe('&two;|&file;|&A')
})

test('deep nesting neither hangs nor overflows', async () => {
  const nested = (depth: number): Uint8Array =>
    odf('text', `<office:text>${'<text:section>'.repeat(depth)}</office:text>`)
  expect(await readBlocks('deep.odt', nested(2_000))).toEqual([])
  await expect(readBlocks('deeper.odt', nested(200_000))).rejects.toThrow('nested')
})

test('a sheet that claims a cell in its billionth row holds none', async () => {
  const file = xlsx({ Rents: '<row r="999999999"><c r="ZZZ9999999"><v>1</v></c></row>' })
  expect(await readBytes('rents.xlsx', file)).toEqual({
    title: '',
    pages: [{ page: 1 }],
    blocks: [],
  })
})
