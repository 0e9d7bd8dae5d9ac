import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isCollection, readCollection } from '../../../src/main/ingest/readers/collection.ts'
import { collect } from '../../helpers/collect.ts'
import { writeFolder } from '../../helpers/write-folder.ts'

test('records are read one by one, broken ones told by their line', async () => {
  const folder = await writeFolder({
    'cases.jsonl':
      '\ufeff{"id":7,"title":"One","text":"First\u2028text."}\n\n{"text":"Second."}\nnot json\n{"id":"x","title":"no text"}',
    'log.jsonl': '{"level":"info"}\n{"text":"late"}\n',
  })
  const items = await collect(readCollection(join(folder, 'cases.jsonl')))
  expect({
    isCollection: await Promise.all(
      ['cases.jsonl', 'log.jsonl'].map((name) => isCollection(join(folder, name))),
    ),
    items: items.map((item) =>
      item.kind === 'record'
        ? [item.externalId, item.document.title, item.document.blocks.map(({ text }) => text)]
        : [item.externalId, item.line],
    ),
  }).toEqual({
    isCollection: [true, false],
    items: [
      ['7', 'One', ['First text.']],
      ['#3', '', ['Second.']],
      ['#4', 4],
      ['#5', 5],
    ],
  })
})
