import { expect, test } from 'vitest'
import { runCli } from '../../helpers/run-cli.ts'

const fields: Readonly<Record<string, readonly string[]>> = {
  add: [
    '--watch',
    '.carrelignore',
    '--ocr',
    '--lang',
    '--max-size',
    '--password',
    '--keep-password',
    '"event":"document"',
    '"event":"summary"',
  ],
  text: ['--ocr', '--lang', '--password', '"blocks"'],
  search: [
    'type:pdf',
    '--explain',
    '"explanation"',
    '--limit',
    '--mode',
    '--in',
    '--queries',
    '--run',
    '"semanticScore"',
    '"keywordScore"',
  ],
  ask: ['--engine', '--model', '--provider', '--questions', '--out', '"abstained"', '"traceId"'],
  folders: ['--follow', '--forget', '"unavailableSince"', '"event":"moved"'],
  list: ['"documents"'],
  tag: ['tag:contract', '"changed"', '"tags"'],
  untag: ['"changed"'],
  remove: ['--in', '"removed"'],
  'read-again': ['--in', '--old', '--lang', '--ocr', '"event":"summary"'],
  status: ['--requests', '"waiting"', '"outdated"'],
  doctor: ['"checks"'],
  key: ['set', 'remove', 'has', 'allow', 'deny'],
  models: [
    'use',
    'drop',
    'languages',
    '"available"',
    'model_quantized.onnx',
    '"isInUse"',
    '"previous"',
  ],
  settings: [
    'set',
    'ocrLanguages',
    'crossEncoder',
    'crossEncoderMs',
    'reformulate',
    'reformulateMs',
  ],
  'eval retrieval': [
    '--docs',
    '--queries',
    '--qrels',
    '--mode',
    '--against',
    '"ndcg10"',
    '"verdict"',
    '--save',
    '"allGold10"',
    '"perQuestion"',
  ],
  'eval questions': ['"questions"'],
  'eval mark': ['path-or-number', '"questionId"'],
  'eval unmark': ['number'],
  'eval results': ['--forget', '"results"'],
  'eval change': ['"comparison"'],
  serve: ['--port', '--open', 'fresh address'],
}

test.each(Object.entries(fields))('%s says what it takes and prints', async (command, words) => {
  const { code, stdout } = await runCli([...command.split(' '), '--help'])
  expect(code).toBe(0)
  for (const word of [...words, '--data', '--workspace', '--json']) expect(stdout).toContain(word)
})

test('wrong use ends with code 2 and says where help is', async () => {
  const wrong = [
    ['frobnicate'],
    ['search', '-k', '0', 'x'],
    ['remove', 'one'],
    ['ask', '--engine', 'x'],
  ]
  const results = await Promise.all(wrong.map((args) => runCli(args)))
  expect(results.map(({ code, stdout }) => [code, stdout])).toEqual(wrong.map(() => [2, '']))
  for (const { stderr } of results) expect(stderr).toContain('carrel help')
})
