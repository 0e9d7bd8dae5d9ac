import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { partsOf } from '../../../src/main/ingest/readers/parts.ts'
import { toFailure } from '../../../src/main/lib/failure.ts'
import { parseXml, textOf } from '../../../src/main/ingest/readers/xml-tree.ts'
import { docxWith } from '../../helpers/docx.ts'
import { odf, xlsx } from '../../helpers/office.ts'
import { partNames, readBlocks, readBytes } from '../../helpers/read-bytes.ts'
import { tarOf } from '../../helpers/tar-of.ts'
import { lockedZip } from '../../helpers/locked-zip.ts'
import { zipOf } from '../../helpers/zip-of.ts'

test('an archive that swells beyond measure is refused before it is unpacked', async () => {
  const bomb = zipOf({ 'a.txt': Buffer.alloc(100 * 1024 * 1024) })
  await expect(partsOf({ name: 'bomb.zip', bytes: bomb })).rejects.toMatchObject({
    code: 'too-large',
    message: '"bomb.zip" unpacks to more than Carrel reads of one file.',
  })
})

test('a gzip file that swells beyond measure is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024))
  await expect(partsOf({ name: 'bomb.txt.gz', bytes: bomb })).rejects.toMatchObject({
    code: 'too-large',
  })
})

test('an archive that swells costs only itself where it lies in another one', async () => {
  const bomb = zipOf({ 'a.txt': Buffer.alloc(100 * 1024 * 1024) })
  const file = zipOf({ 'bomb.zip': bomb, 'rent.txt': 'Rent is due.' })
  expect(await partNames('home.zip', file)).toEqual(['bomb.zip: too-large', 'rent.txt'])
})

test('archives in archives end somewhere, and the innermost is told as not read', async () => {
  let file: Uint8Array = zipOf({ 'rent.txt': 'Rent is due.' })
  for (let depth = 0; depth < 5; depth++) file = zipOf({ 'inner.zip': file })
  const parts = await partsOf({ name: 'outer.zip', bytes: file })
  const [innermost] = parts
  const error: unknown = await readBytes('inner.zip', innermost?.bytes ?? '').catch(
    (thrown: unknown) => thrown,
  )
  expect([parts.map(({ path }) => path), toFailure(error).code]).toEqual([
    ['inner.zip!/inner.zip!/inner.zip'],
    'unsupported-format',
  ])
})

test('a tar file gives its files, without links and without a way out of its folder', async () => {
  const file = tarOf(
    { '../../etc/rent.txt': 'Rent.', passwords: '', 'notes/a.txt': 'A', '.hidden': 'B' },
    (path) => (path === 'passwords' ? '2' : '0'),
  )
  expect(await partNames('home.tar', file)).toEqual(['etc/rent.txt', 'notes/a.txt'])
  expect(await partNames('home.tgz', gzipSync(file))).toEqual(['etc/rent.txt', 'notes/a.txt'])
  expect(await partNames('rent.txt.gz', gzipSync('Rent is due.'))).toEqual(['rent.txt'])
})

test('a tar file that ends early, or whose sums do not fit, is damaged', async () => {
  const file = tarOf({ 'a.txt': 'Rent is due on the third.', 'b.txt': 'Dogs.' })
  const changed = Buffer.from(file)
  changed.write('7', 1124)
  const codes = [file.subarray(0, 530), changed].map((bytes) =>
    partsOf({ name: 'home.tar', bytes }).then(
      () => 'read',
      (error: unknown) => toFailure(error).code,
    ),
  )
  expect(await Promise.all(codes)).toEqual(['damaged', 'damaged'])
})

test('entries that overlap are refused', async () => {
  const file = Buffer.from(zipOf({ 'a.txt': 'Rent is due on the third.', 'b.txt': 'Dogs.' }))
  // Both entries of the central directory claim more bytes than the file has.
  for (let at = file.indexOf('PK\x01\x02'); at !== -1; at = file.indexOf('PK\x01\x02', at + 4))
    file.writeUInt32LE(file.length - 30, at + 20)
  await expect(partsOf({ name: 'two.zip', bytes: file })).rejects.toMatchObject({
    code: 'damaged',
  })
})

test('an archive with a password is told as such', async () => {
  const file = await lockedZip({ 'a.txt': 'Rent is due.' }, 'harbour')
  await expect(partsOf({ name: 'home.zip', bytes: file })).rejects.toMatchObject({
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

test('a list at its billionth level is a list', async () => {
  const style =
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/></text:outline-style>'
  const heading = '<text:h text:outline-level="999999">Rent</text:h>'
  const numbering =
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="999999"><w:start w:val="x"/><w:lvlText w:val="%9."/></w:lvl></w:abstractNum>' +
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="999999"><w:startOverride w:val="1e9"/></w:lvlOverride></w:num>'
  const item =
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Rent</w:t></w:r></w:p>'
  expect([
    await readBlocks('deep.odt', odf('text', `<office:text>${heading}</office:text>`, style)),
    await readBlocks('deep.docx', docxWith({ numbering }, item)),
  ]).toEqual([['heading6: Rent'], ['paragraph: 1. Rent']])
})
