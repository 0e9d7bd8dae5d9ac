import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findMoves } from '../../../src/main/library/find-moves.ts'
import type { KnownFile } from '../../../src/main/store/watched-folders.ts'
import { writeFolder } from '../../helpers/write-folder.ts'

test('a mail that was renamed is known by its content, whichever of its documents was stored first', async () => {
  const folder = await writeFolder({ 'new.eml': 'Rent is due.', 'other.eml': 'Dogs are fine.' })
  const document = (externalId: string, content: string): KnownFile => ({
    documentId: 1,
    path: join(folder, 'old.eml'),
    externalId,
    status: 'indexed',
    sizeBytes: 12,
    modifiedMs: 7,
    sha256: createHash('sha256').update(content).digest('hex'),
    recipe: 'r',
  })
  const gone = new Map([
    [
      join(folder, 'old.eml'),
      [
        { ...document('lease.exe', ''), status: 'failed' as const, recipe: null, sha256: null },
        document('lease.pdf', 'a lease'),
        document('', 'Rent is due.'),
      ],
    ],
  ])
  const added = ['other.eml', 'new.eml'].map((name) => ({
    path: join(folder, name),
    sizeBytes: 12,
    modifiedMs: 7,
  }))
  expect(await findMoves({ added, gone, recipeOf: () => 'r' })).toEqual([
    { from: join(folder, 'old.eml'), to: join(folder, 'new.eml') },
  ])
})
