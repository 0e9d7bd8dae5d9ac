import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { timeOf } from '../../../src/main/ingest/readers/metadata.ts'
import { docx, paragraph } from '../../helpers/docx.ts'
import { odf, pptx, shape, xlsx } from '../../helpers/office.ts'
import { pdf, pdfPage } from '../../helpers/pdf.ts'
import { readBytes } from '../../helpers/read-bytes.ts'
import { zipOf } from '../../helpers/zip-of.ts'

const CREATED = Date.UTC(2024, 0, 31, 11)
const MODIFIED = Date.UTC(2025, 4, 2)
const all = { author: 'Ada Müller', createdMs: CREATED, modifiedMs: MODIFIED }

const core = `<cp:coreProperties><dc:creator>Ada Müller</dc:creator><dcterms:created>2024-01-31T11:00:00Z</dcterms:created><dcterms:modified>2025-05-02T00:00:00Z</dcterms:modified></cp:coreProperties>`
const meta = `<office:document-meta><office:meta><meta:initial-creator>Ada Müller</meta:initial-creator><meta:creation-date>2024-01-31T11:00:00</meta:creation-date><dc:date>2025-05-02T00:00:00</dc:date></office:meta></office:document-meta>`

/** A ZIP file with one more part. */
function withPart(file: Uint8Array, path: string, content: string): Uint8Array {
  return zipOf({ ...unzipSync(file), [path]: content })
}

const office = (file: Uint8Array): Uint8Array => withPart(file, 'docProps/core.xml', core)

test.each<[string, string | Uint8Array, object | undefined]>([
  [
    'lease.pdf',
    pdf([pdfPage('Rent is due.')], {
      info: "/Author (Ada M\\374ller) /CreationDate (D:20240131120000+01'00') /ModDate (D:20250502000000Z)",
    }),
    all,
  ],
  ['lease.docx', office(docx(paragraph('Rent is due.'))), all],
  ['lease.pptx', office(pptx([shape(['Rent is due.'])])), all],
  [
    'lease.xlsx',
    office(xlsx({ Rent: '<row r="1"><c r="A1" t="inlineStr"><is><t>Rent</t></is></c></row>' })),
    all,
  ],
  [
    'lease.odt',
    withPart(odf('text', '<office:text><text:p>Rent</text:p></office:text>'), 'meta.xml', meta),
    all,
  ],
  [
    'lease.html',
    '<html><head><meta name="Author" content="Ada Müller"><meta property="article:published_time" content="2024-01-31T12:00:00+01:00"><meta name="dcterms.modified" content="2025-05-02"></head><body>Rent</body></html>',
    all,
  ],
  [
    'lease.md',
    '---\nauthor: "Ada Müller"\ndate: 2024-01-31T11:00:00Z\n---\nRent is due.',
    { author: all.author, createdMs: CREATED },
  ],
  [
    'lease.eml',
    'From: Ada <ada@example.org>\r\nDate: Wed, 31 Jan 2024 12:00:00 +0100\r\nSubject: Rent\r\n\r\nRent is due.',
    { author: 'Ada <ada@example.org>', createdMs: CREATED },
  ],
  ['lease.txt', 'Rent is due.', undefined],
])('what %s says of its author and dates is known', async (name, content, expected) => {
  expect((await readBytes(name, content)).metadata).toEqual(expected)
})

test.each<[unknown, number | null]>([
  ["D:20240131120000+01'00'", CREATED],
  ['D:20240131', Date.UTC(2024, 0, 31)],
  ['D:2024', Date.UTC(2024, 0, 1)],
  ['2024', Date.UTC(2024, 0, 1)],
  ['2024-01-31T11:00:00', CREATED],
  ['Wed, 31 Jan 2024 12:00:00 +0100', CREATED],
  [new Date(CREATED), CREATED],
  ['1601-01-01T00:00:00Z', null],
  ['9999-12-31', null],
  ['yesterday', null],
  ['', null],
  [7, null],
])('%j is read as a time or not at all', (value, expected) => {
  expect(timeOf(value)).toBe(expected)
})
