import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findWeights, writeModel } from '../../../scripts/build-model/write-model.ts'
import { modelFolder } from '../../helpers/test-library.ts'

describe('building the model', () => {
  let parent = ''
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'carrel-build-'))
  })
  afterAll(() => rm(parent, { recursive: true }))

  test('gives the same bytes each time, and has nothing to do the second time', async () => {
    const folder = join(parent, 'again', 'all-MiniLM-L6-v2')
    expect(await writeModel(folder, findWeights())).toBe(true)
    expect(await writeModel(folder, findWeights())).toBe(false)
    expect(await hashFiles(folder)).toEqual(await hashFiles(join(modelFolder, 'all-MiniLM-L6-v2')))
  })

  test('a build that is killed leaves nothing half, and the next one clears up', async () => {
    const folder = join(parent, 'killed', 'all-MiniLM-L6-v2')
    const module = new URL('../../../scripts/build-model/write-model.ts', import.meta.url)
    const code = `const { findWeights, writeModel } = await import('${module}')
      await writeModel(${JSON.stringify(folder)}, findWeights())`
    const build = spawn(process.execPath, ['--input-type=module', '-e', code])
    const closed = once(build, 'close')
    while (namesIn(join(parent, 'killed')).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
    build.kill('SIGKILL')
    await closed
    expect(namesIn(join(parent, 'killed'))).toEqual([expect.stringMatching(/^\.building-/)])
    expect(await writeModel(folder, findWeights())).toBe(true)
    expect(namesIn(join(parent, 'killed'))).toEqual(['all-MiniLM-L6-v2'])
  })
})

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Not made yet: there are none.
    return []
  }
}

async function hashFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const hashes: Record<string, string> = {}
  for (const file of files.sort())
    hashes[file.slice(folder.length + 1)] = createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
  return hashes
}
