import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { carrelRules } from './scripts/lint/rules.ts'

const noModuleMocks = {
  selector:
    "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|hoisted)$/]",
  message: 'Doubles enter by argument: modules are not mocked.',
}
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing has one name everywhere.',
}

/** Sizes that keep a file readable in one sitting; lines that are blank or comment do not count. */
const sizes = {
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
}

export default defineConfig(
  globalIgnores(['node_modules/', 'out/', 'dist/', 'models/', '.tools/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { carrel: carrelRules },
    rules: {
      'carrel/layers': 'error',
      'carrel/no-barrel': 'error',
      'carrel/sql-in-store': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', noModuleMocks, noDefaultExport],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  { files: ['src/**/*.{ts,tsx}', 'scripts/**/*.{ts,mjs}'], rules: sizes },
  {
    // Markup is long but flat: a component is read top to bottom like the page it makes.
    files: ['src/renderer/**/*.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // A package whose types are written as `export =` can only be imported so.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['src/main/engine.ts'], rules: { 'max-lines': ['error', 150] } },
  { files: ['src/main/cli.ts'], rules: { 'max-lines': ['error', 120] } },
  { files: ['test/**/*.{ts,tsx}'], rules: { 'max-lines': ['error', 400] } },
  { files: ['src/renderer/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    // Tools find these by their default export.
    files: ['*.config.{ts,js}', 'test/helpers/outcome-reporter.ts'],
    rules: { 'no-restricted-syntax': ['error', noModuleMocks] },
  },
)
