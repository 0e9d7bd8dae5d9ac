import { Ajv } from 'ajv'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test, type TestContext } from 'vitest'
import { parse } from 'yaml'

interface BuilderConfig {
  readonly files: readonly string[]
  readonly asarUnpack: readonly string[]
  readonly extraResources: readonly { readonly from: string }[]
  readonly linux: { readonly icon: string }
}

const config = parse(readFileSync('electron-builder.yml', 'utf8')) as BuilderConfig

function needBuild(context: TestContext): void {
  context.skip(!existsSync('out/main/index.js'), 'nothing is built: "npm test" builds first')
}

test("the packages' configuration fits the schema of the builder that reads it", () => {
  const schema: unknown = JSON.parse(
    readFileSync('node_modules/app-builder-lib/scheme.json', 'utf8'),
  )
  const ajv = new Ajv({ strict: false, allErrors: true })
  const isValid = ajv.validate(schema as object, config)
  expect({ isValid, errors: ajv.errors }).toEqual({ isValid: true, errors: null })
})

test('everything that goes into a package is there after a build', (context) => {
  needBuild(context)
  const listed = [
    ...config.files.filter((pattern) => !pattern.startsWith('!')),
    ...config.asarUnpack,
    ...config.extraResources.map(({ from }) => from),
    config.linux.icon,
  ]
  expect(listed.filter((pattern) => globSync(pattern).length === 0)).toEqual([])
})

test('every module that runs as a thread or process of its own is a file of the build', (context) => {
  needBuild(context)
  const started = globSync('src/main/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/workerUrl\(\s*'([^']+)'/g)].map(([, name]) => name),
  )
  const needed = ['index', 'cli', 'engine-process', ...started]
  expect(needed.filter((name) => !existsSync(`out/main/${name}.js`))).toEqual([])
})

test('the built command line starts', (context) => {
  needBuild(context)
  const printed = execFileSync(process.execPath, ['out/main/cli.js', '--version'], {
    encoding: 'utf8',
  })
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(printed.trim()).toBe(version)
})

test('the preloads are CommonJS and need nothing but Electron, as the sandbox demands', (context) => {
  needBuild(context)
  const needs = globSync('out/preload/*.cjs').map((file) =>
    [...readFileSync(file, 'utf8').matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name),
  )
  expect(needs).toEqual([['electron'], ['electron']])
})
