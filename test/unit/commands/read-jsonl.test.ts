import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBatch } from '../../../src/main/commands/read-jsonl.ts'

async function file(content: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'carrel-batch-')), 'questions.jsonl')
  await writeFile(path, content)
  return path
}

test('questions, queries and texts are read with their ids, or with the number of their line', async () => {
  const path = await file(
    '{"id":"q1","question":"Who?","answers":[]}\n\n{"id":7,"text":"when"}\n{"query":"where"}\n',
  )
  expect(await readBatch(path)).toEqual([
    { id: 'q1', text: 'Who?' },
    { id: '7', text: 'when' },
    { id: '4', text: 'where' },
  ])
})

test('a line that is no question is named by its number', async () => {
  const path = await file('{"question":"Who?"}\nnot json\n')
  await expect(readBatch(path)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('Line 2 of'),
  })
})

test('a missing file is told as such', async () => {
  await expect(readBatch('/nowhere.jsonl')).rejects.toMatchObject({ code: 'not-found' })
})
