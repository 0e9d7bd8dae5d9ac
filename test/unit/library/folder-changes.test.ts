import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { watchChanges } from '../../../src/main/library/folder-changes.ts'
import { until } from '../../helpers/until.ts'
import { writeFolder } from '../../helpers/write-folder.ts'

test('a folder that was doubted is told as a whole at the next look, and followed from then on', async () => {
  const folder = await writeFolder({ 'disk/a.txt': 'Otters.' })
  const disk = join(folder, 'disk')
  const told: string[] = []
  const changes = watchChanges(
    disk,
    () => [],
    (parts) => told.push(...parts),
  )
  await changes.ready
  changes.doubt()
  const seen = async () => [...told]
  expect(await until(seen, (paths) => paths.includes(disk))).toEqual([disk])

  await mkdir(join(disk, 'new'))
  const inside = join(disk, 'new')
  expect(await until(seen, (paths) => paths.includes(inside))).toEqual([disk, inside])
  await rename(disk, join(folder, 'elsewhere'))
  expect(await until(seen, (paths) => paths.length > 2)).toContain(disk)
  await changes.close()
})
