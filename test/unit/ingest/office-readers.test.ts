import { expect, test } from 'vitest'
import { docx, paragraph, table } from '../../helpers/docx.ts'
import { pictureOfText } from '../../helpers/picture.ts'
import { readBlocks, readBytes } from '../../helpers/read-bytes.ts'

test('a Word document gives headings, paragraphs and table rows', async () => {
  const file = docx(
    paragraph('Lease', 'Heading1'),
    paragraph('Rent is due on the third.'),
    table(['Year', 'Rent'], ['2024', '900'], ['2025', '930']),
  )
  expect(await readBlocks('lease.docx', file)).toEqual([
    'heading1: Lease',
    'paragraph: Rent is due on the third.',
    'table-row: Year: 2024; Rent: 900',
    'table-row: Year: 2025; Rent: 930',
  ])
})

test.each([
  ['a picture in a name of text', 'notes.txt', pictureOfText(['Rent']).subarray(0, 60), 'damaged'],
  ['a program', 'carrel.exe', Buffer.from('4d5a900003000000', 'hex'), 'unsupported-format'],
  [
    'unknown bytes',
    'data.bin',
    Buffer.from(Array.from({ length: 999 }, (_, index) => (index * 37) & 255)),
    'unsupported-format',
  ],
  ['a Word document cut short', 'lease.docx', docx(paragraph('Rent')).subarray(0, 300), 'damaged'],
  ['a PDF cut short', 'lease.pdf', Buffer.from('%PDF-1.4\n1 0 obj <<'), 'damaged'],
])('%s is refused by name, never guessed into text', async (_, name, bytes, code) => {
  await expect(readBytes(name, bytes)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(`"${name}"`),
  })
})

test('a locked Office file asks for its password to be taken off', async () => {
  const header = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  const locked = Buffer.concat([
    header,
    Buffer.alloc(1024),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  await expect(readBytes('lease.docx', locked)).rejects.toMatchObject({
    code: 'password-protected',
  })
})
