import { expect, test } from 'vitest'
import { readBlocks, readBytes } from '../../helpers/read-bytes.ts'

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

test('a mail gives its headers, its body once, and what is attached', async () => {
  expect(await readBlocks('lease.eml', withTable)).toEqual([
    ...shown,
    'paragraph: Rent is due on the »third«.',
    'heading2: Attachment: rents.csv',
    'table-row: Year: 2024; Rent: 900',
    'heading2: Attachment: program.exe',
  ])
})

test('a mail is known by its headers, whatever its name', async () => {
  const mail = ['Received: from a by b', ...head, '', 'Rent is due.'].join('\n')
  expect(await readBlocks('message', mail)).toEqual([...shown, 'paragraph: Rent is due.'])
})

test('a mailbox gives each of its mails', async () => {
  const mail = (text: string): string =>
    ['From joerg@example.org Mon Feb  3 10:00:00 2025', ...head, '', text, ''].join('\n')
  const box = `${mail('Rent is due.\n>From now on.')}\n${mail('Dogs are allowed.')}`
  expect(await readBlocks('box.mbox', box)).toEqual([
    ...shown,
    'paragraph: Rent is due.\n>From now on.',
    ...shown,
    'paragraph: Dogs are allowed.',
  ])
})

test('mails in mails end somewhere', async () => {
  let mail = [...head, '', 'innermost'].join('\n')
  for (let depth = 0; depth < 6; depth++)
    mail = [
      ...head,
      `Content-Type: multipart/mixed; boundary="b${depth}"`,
      '',
      `--b${depth}`,
      'Content-Type: message/rfc822',
      'Content-Disposition: attachment; filename="inner.eml"',
      '',
      mail,
      `--b${depth}--`,
    ].join('\n')
  const blocks = await readBlocks('outer.eml', mail)
  expect(blocks.filter((block) => block.endsWith('Attachment: inner.eml'))).toHaveLength(4)
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
