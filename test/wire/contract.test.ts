import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isProcedure } from '@orpc/server'
import { expect, test } from 'vitest'
import { contract } from '../../src/main/api/contract.ts'
import { createRouter } from '../../src/main/api/router.ts'
import { scriptedServices } from '../helpers/scripted-services.ts'

const root = resolve(import.meta.dirname, '../..')
const methods = Object.entries(contract).flatMap(([noun, names]) =>
  Object.keys(names).map((name) => `${noun}.${name}`),
)

/** What a person does with the eyes on a page; the command line has other means for it, or no use. */
const forTheWindowOnly = [
  'library.upload', // the command line has paths
  'document.view',
  'document.boxes',
  'document.pageImage',
  'document.open',
  'chat.create',
  'chat.list',
  'chat.messages',
  'chat.setScope',
  'chat.rename',
  'chat.remove',
  'feedback.rate',
  'feedback.clear',
  'feedback.list',
  'questions.mark',
  'questions.ofAnswer',
  'answer.explain',
]

test('every method of the contract is served', () => {
  const router = createRouter(scriptedServices({ started: [], ended: 0 }), () => {})
  const served = Object.entries(router).flatMap(([noun, names]) =>
    Object.entries(names)
      .filter(([, procedure]) => isProcedure(procedure))
      .map(([name]) => `${noun}.${name}`),
  )
  expect(served).toEqual(methods)
})

test('every method of the contract is documented', () => {
  const lines = readFileSync(resolve(root, 'src/main/api/contract.ts'), 'utf8').split('\n')
  const undocumented = lines.filter(
    (line, index) => /^ {4}\w+: oc\b/.test(line) && !lines[index - 1]?.trim().endsWith('*/'),
  )
  expect(undocumented).toEqual([])
})

test('every method is reached from the command line, or is for the window only', () => {
  const source = globSync(resolve(root, 'src/main/commands/*.ts'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  const reached = methods.filter((method) => source.includes(`.${method}(`))
  expect([...reached, ...forTheWindowOnly].sort()).toEqual([...methods].sort())
})
