import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailsIn } from '../../../src/main/ingest/readers/mailbox.ts'
import { collect } from '../../helpers/collect.ts'
import { eml } from '../../helpers/eml.ts'
import { partNames, readBlocks, readBytes } from '../../helpers/read-bytes.ts'

const head = [
  'From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>',
  'To: Ann <ann@example.org>, bob@example.org',
  'Subject: The lease',
  'Date: Mon, 3 Feb 2025 10:00:00 +0000',
  'MIME-Version: 1.0',
]
const withTable = [
  ...head,
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: multipart/alternative; boundary="c"',
  '',
  '--c',
  'Content-Type: text/plain',
  '',
  'Plain twin.',
  '--c',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>Rent is due on the =C2=BBthird=C2=AB.</p>',
  '--c--',
  '--b',
  'Content-Type: text/csv; name="rents.csv"',
  'Content-Disposition: attachment; filename="rents.csv"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('Year,Rent\n2024,900\n').toString('base64'),
  '--b',
  'Content-Type: application/octet-stream',
  'Content-Disposition: attachment; filename="program.exe"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('4d5a900003000000', 'hex').toString('base64'),
  '--b--',
].join('\r\n')

const shown = [
  'heading1: The lease',
  'paragraph: From: Jörg <joerg@example.org>',
  'paragraph: To: Ann <ann@example.org>, bob@example.org',
  'paragraph: Date: 2025-02-03T10:00:00.000Z',
]

test('a mail gives its headers, its body once, and the names of what is attached', async () => {
  expect(await readBlocks('lease.eml', withTable)).toEqual([
    ...shown,
    'paragraph: Rent is due on the »third«.',
    'paragraph: Attachments: rents.csv, program.exe',
  ])
})

test('what is attached to a mail is documents of their own', async () => {
  expect(await partNames('lease.eml', withTable)).toEqual(['', 'rents.csv', 'program.exe'])
})

test('a mail is known by its headers, whatever its name', async () => {
  const mail = ['Received: from a by b', ...head, '', 'Rent is due.'].join('\n')
  expect(await readBlocks('message', mail)).toEqual([...shown, 'paragraph: Rent is due.'])
})

test('each mail of a mailbox is a document, named by its id or its number, with what is attached to it', async () => {
  const mail = (text: string, headers: Readonly<Record<string, string>>): string =>
    `From joerg@example.org Mon Feb  3 10:00:00 2025\n${eml(headers, text, { 'rents.csv': 'Year,Rent' })}\n`
  const box = [
    mail('Rent is due.\n\n>From now on.', { 'Message-ID': '<1@example.org>' }),
    mail('Dogs are allowed.', { Subject: 'Dogs' }),
    mail('The same id again.', { 'Message-ID': '<1@example.org>' }),
  ].join('')
  expect(await partNames('box.mbox', box)).toEqual([
    '1@example.org.eml',
    '1@example.org.eml!/rents.csv',
    'mail 2.eml',
    'mail 2.eml!/rents.csv',
    '1@example.org (2).eml',
    '1@example.org (2).eml!/rents.csv',
  ])
})

test('a mailbox is cut alike wherever its parts end', async () => {
  const bodies = fc.array(fc.constantFrom('Rent', '\n', '\r\n', '\nFrom ', 'From ', '\n\nFrom a\n'))
  await fc.assert(
    fc.asyncProperty(bodies, fc.integer({ min: 1, max: 12 }), async (words, size) => {
      const box = Buffer.from(`From a\n${words.join('')}`)
      const parts = Array.from({ length: Math.ceil(box.length / size) }, (_, index) =>
        box.subarray(index * size, (index + 1) * size),
      )
      const whole = await collect(mailsIn([box]))
      expect(await collect(mailsIn(parts))).toEqual(whole)
    }),
  )
})

test('mails in mails end somewhere', async () => {
  let mail = eml({ Subject: 'innermost' }, 'Rent is due.')
  for (let depth = 0; depth < 6; depth++) mail = eml({}, 'See below.', { 'inner.eml': mail })
  expect(await partNames('outer.eml', mail)).toEqual([
    '',
    'inner.eml',
    'inner.eml!/inner.eml',
    'inner.eml!/inner.eml!/inner.eml',
  ])
})

test('a logo in a body is no document, a screenshot is one, and a signature is none', async () => {
  const picture = (name: string, size: number): string[] => [
    '--b',
    `Content-Type: image/png; name="${name}"`,
    `Content-Disposition: inline; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.alloc(size).toString('base64'),
  ]
  const mail = [
    ...head,
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html',
    '',
    '<p>See <img src="cid:1"></p>',
    ...picture('logo.png', 2_000),
    ...picture('screenshot.png', 40_000),
    '--b',
    'Content-Type: application/pkcs7-signature; name="smime.p7s"',
    'Content-Disposition: attachment; filename="smime.p7s"',
    'Content-Transfer-Encoding: base64',
    '',
    'MIAG',
    '--b--',
  ].join('\r\n')
  expect(await partNames('lease.eml', mail)).toEqual(['', 'screenshot.png'])
})

test('an encrypted mail is told as such', async () => {
  const mail = [
    ...head,
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
    'Content-Transfer-Encoding: base64',
    '',
    'MIAGCSqGSIb3DQEHA6CAMIACAQA=',
  ].join('\n')
  await expect(readBytes('lease.eml', mail)).rejects.toMatchObject({ code: 'password-protected' })
})

test('a saved web page gives its text', async () => {
  const page = [
    'From: <Saved by a browser>',
    'Subject: A lease',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary="b"; type="text/html"',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<html><head><title>Lease</title></head><body><h1>Rent</h1><p>Due.</p></body></html>',
    '--b--',
  ].join('\n')
  const { title, blocks } = await readBytes('lease.mhtml', page)
  expect([title, ...blocks.map(({ text }) => text)]).toEqual(['Lease', 'Rent', 'Due.'])
})

test('a mail saved as UTF-16 is read all the same', async () => {
  const mail = [...head, '', 'Rent is due.'].join('\n')
  const bytes = Buffer.from(mail, 'utf16le').swap16()
  expect(await readBlocks('lease.eml', bytes)).toEqual([...shown, 'paragraph: Rent is due.'])
})

test('a saved web page may name its encoding itself', async () => {
  const page = [
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<meta charset=3D"iso-8859-1"><p>f=FCnf</p>',
    '--b--',
  ].join('\r\n')
  expect(await readBlocks('lease.mht', page)).toEqual(['paragraph: fünf'])
})
