import { expect, test } from 'vitest'
import { toFailure } from '../../../src/main/lib/failure.ts'
import { readBytes } from '../../helpers/read-bytes.ts'
import { zipOf } from '../../helpers/zip-of.ts'

const after = (magic: string): Buffer =>
  Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.from('\0\x01\x8f\xfe'.repeat(200), 'latin1')])

test('what cannot be read is told by its kind, with what to do', async () => {
  const files = {
    'plan.key': zipOf({ 'Index/Document.iwa': 'x', 'preview.jpg': 'x' }),
    'home.7z': after('7z\xbc\xaf\x27\x1c'),
    'home.rar': after('Rar!\x1a\x07\x01\0'),
    'help.chm': after('ITSF\x03\0\0\0'),
    'scan.djvu': after('AT&TFORM'),
    'book.mobi': after('Book'),
    'winmail.dat': after('\x78\x9f\x3e\x22'),
    'renamed.txt': after('Rar!\x1a\x07\x01\0'),
    'noise.bin': after('\x01\x02'),
  }
  const told = Object.entries(files).map(async ([name, bytes]) => {
    const error: unknown = await readBytes(name, bytes).catch((thrown: unknown) => thrown)
    const { code, message } = toFailure(error)
    return [code, /\((.*)\)\.$/.exec(message)?.[1] ?? '']
  })
  expect(await Promise.all(told)).toEqual([
    ['unsupported-format', 'Pages, Numbers and Keynote of Apple'],
    ['unsupported-format', 'archives other than ZIP and tar (7z, RAR, xz)'],
    ['unsupported-format', 'archives other than ZIP and tar (7z, RAR, xz)'],
    ['unsupported-format', 'help files (CHM)'],
    ['unsupported-format', 'DjVu'],
    ['unsupported-format', 'e-books of Kindle'],
    ['unsupported-format', "Outlook's data files (PST) and winmail.dat"],
    ['unsupported-format', 'archives other than ZIP and tar (7z, RAR, xz)'],
    ['unsupported-format', ''],
  ])
})
