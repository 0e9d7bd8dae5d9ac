import { encrypt } from 'officecrypto-tool'
import { expect, test } from 'vitest'
import { lockedOdf } from '../../helpers/locked-odf.ts'
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
  ['an OpenDocument file', 'lease.odt', () => lockedOdf(sentence, 'harbour', 'aes256-cbc')],
  [
    'an OpenDocument file locked as one',
    'lease.odt',
    () => lockedOdf(sentence, 'harbour', 'aes256-gcm'),
  ],
] as const)('%s opens with the one of several passwords that fits', async (_, name, file) => {
  const { opened, passwords: tried } = passwords('gull', 'harbour')
  const { blocks } = await readBytes(name, await file(), { passwords: tried })
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

test('a lock of the old kind says what to do, whatever the password', async () => {
  const locked = await lockedOdf(sentence, 'harbour', 'blowfish')
  await expect(
    readBytes('lease.odt', locked, { passwords: passwords('harbour').passwords }),
  ).rejects.toMatchObject({
    code: 'password-protected',
    message: '"lease.odt" is locked in a way that Carrel cannot open.',
  })
})

test('a password that does not fit opens no part of an OpenDocument file', async () => {
  const locked = await lockedOdf(sentence, 'harbour', 'aes256-cbc')
  await expect(
    readBytes('lease.odt', locked, { passwords: passwords('gull').passwords }),
  ).rejects.toMatchObject({ message: '"lease.odt" does not open with that password.' })
})
