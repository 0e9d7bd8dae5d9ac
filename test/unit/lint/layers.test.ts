import { ESLint, Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
import { findFault } from '../../../scripts/lint/law.ts'
import { carrelRules } from '../../../scripts/lint/rules.ts'

const allowed: readonly (readonly [string, string])[] = [
  ['src/main/cli.ts', 'src/main/engine.ts'],
  ['src/main/commands/add.ts', 'src/main/library/library.ts'],
  ['src/main/api/http.ts', 'src/main/lib/must.ts'],
  ['src/main/search/search.ts', 'src/main/store/chunks.ts'],
  ['src/main/store/open.ts', 'better-sqlite3-multiple-ciphers'],
  ['src/main/ingest/readers/pdf.ts', 'pdfjs-dist/legacy/build/pdf.mjs'],
  ['src/renderer/app.tsx', 'src/main/api/connect.ts'],
]

const refused: readonly (readonly [string, string, string])[] = [
  ['src/main/search/search.ts', 'src/main/ingest/chunk.ts', 'siblings'],
  ['src/main/store/open.ts', 'src/main/inference/embedder.ts', 'siblings'],
  ['src/main/store/open.ts', 'src/main/search/passage.ts', 'only the other way'],
  ['src/main/lib/must.ts', 'src/main/store/open.ts', 'only the other way'],
  ['src/main/library/library.ts', 'src/main/engine.ts', 'must not import an entry'],
  ['src/main/helpers/x.ts', 'src/main/lib/must.ts', 'no room of the law'],
  ['src/main/engine.ts', 'src/renderer/app.tsx', 'must not import from src/renderer'],
  ['src/renderer/app.tsx', 'src/main/store/open.ts', 'api/contract.ts and api/connect.ts only'],
  ['src/renderer/ui/button.tsx', 'src/renderer/views/chat/chat-view.tsx', 'no product nouns'],
  ['src/preload/index.ts', 'src/main/api/contract.ts', 'imports nothing of ours'],
  ['src/main/library/library.ts', 'better-sqlite3-multiple-ciphers', 'in store/ only'],
  ['src/main/answer/ask.ts', 'node-llama-cpp', 'in inference/ only'],
  ['src/main/ingest/ingest.ts', 'mammoth', 'in ingest/readers/ only'],
  ['src/main/index.ts', 'electron', 'in shell/ and the preload only'],
]

test('the law allows imports to rooms on the right, and entries everything', () => {
  expect(allowed.map(([importer, imported]) => findFault(importer, imported))).toEqual(
    allowed.map(() => null),
  )
})

test('the law refuses imports leftwards and sideways, and packages outside their room', () => {
  expect(refused.map(([importer, imported]) => findFault(importer, imported))).toEqual(
    refused.map(([, , why]) => expect.stringContaining(why)),
  )
})

test('a file that breaks the rules of this repository fails the lint', () => {
  const source = [
    `export * from '../ingest/chunk.ts'`,
    `import { app } from 'electron'`,
    `const later = import('../answer/ask.ts')`,
    'const all = `SELECT text FROM chunk`',
    `const notSql = 'Select a folder FROM the list'`,
  ].join('\n')
  expect(lint('src/main/search/broken.ts', source)).toEqual([
    { line: 1, rule: 'carrel/layers' },
    { line: 2, rule: 'carrel/layers' },
    { line: 3, rule: 'carrel/layers' },
    { line: 4, rule: 'carrel/sql-in-store' },
  ])
})

test('a file that only re-exports fails the lint', () => {
  const source = `export * from './search.ts'\nexport { fuse } from './fuse.ts'`
  expect(lint('src/main/search/barrel.ts', source)).toEqual([{ line: 1, rule: 'carrel/no-barrel' }])
})

test('the lint of this repository has these rules switched on, and refuses module mocks', async () => {
  const eslint = new ESLint()
  const { rules } = (await eslint.calculateConfigForFile('src/main/cli.ts')) as {
    readonly rules: Readonly<Record<string, readonly unknown[]>>
  }
  const on = ['carrel/layers', 'carrel/no-barrel', 'carrel/sql-in-store']
  expect(on.map((name) => rules[name])).toEqual(on.map(() => [2]))
  expect(JSON.stringify(rules['no-restricted-syntax'])).toContain('mock|doMock')
})

/** Runs the repository's own rules over a file that does not exist. */
function lint(path: string, source: string): readonly { line: number; rule: string | null }[] {
  const rules = Object.fromEntries(
    Object.keys(carrelRules.rules).map((name) => [`carrel/${name}`, 'error' as const]),
  )
  const found = new Linter().verify(
    source,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser as Linter.Parser },
        plugins: { carrel: carrelRules },
        rules,
      },
    ],
    { filename: path },
  )
  return found.map(({ line, ruleId }) => ({ line, rule: ruleId }))
}
