import { encrypt } from 'officecrypto-tool'
import { expect, test } from 'vitest'
import { docx, paragraph } from '../../helpers/docx.ts'
import { pdf, pdfPage } from '../../helpers/pdf.ts'
import { readBytes } from '../../helpers/read-bytes.ts'

const sentence = 'The rent is due on the third day of each month.'
const lockedPdf = pdf([pdfPage(sentence)], { password: 'harbour' })

function passwords(...given: readonly string[]) {
  const opened: string[] = []
  return { opened, passwords: { given, onOpened: (password: string) => opened.push(password) } }
}

test.each([
  ['a PDF', 'lease.pdf', () => lockedPdf],
  [
    'a Word file',
    'lease.docx',
    () => encrypt(Buffer.from(docx(paragraph(sentence))), { password: 'harbour' }),
  ],
  [
    'a Word file of 2007',
    'lease.docx',
    () =>
      encrypt(Buffer.from(docx(paragraph(sentence))), { password: 'harbour', type: 'standard' }),
  ],
] as const)('%s opens with the one of several passwords that fits', async (_, name, file) => {
  const { opened, passwords: tried } = passwords('gull', 'harbour')
  const { blocks } = await readBytes(name, file(), { passwords: tried })
  expect({ text: blocks.map(({ text }) => text), opened }).toEqual({
    text: [sentence],
    opened: ['harbour'],
  })
})

test('a locked file says whether it was given a password that does not fit', async () => {
  const messageWith = (...given: readonly string[]) =>
    readBytes('lease.pdf', lockedPdf, { passwords: passwords(...given).passwords }).catch(
      ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
    )
  expect([await messageWith(), await messageWith('gull')]).toEqual([
    'password-protected: "lease.pdf" is protected by a password.',
    'password-protected: "lease.pdf" does not open with that password.',
  ])
})
