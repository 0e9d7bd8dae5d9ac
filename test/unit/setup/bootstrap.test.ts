import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const setup = (name: string): string => join(process.cwd(), 'scripts', 'setup', name)

/** Runs one line of a set-up script in a Node of its own, as `npm` does. */
function evaluate(script: string, expression: string): unknown {
  const source = `import * as it from ${JSON.stringify(setup(script))}; console.log(JSON.stringify(${expression}))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', source])
  return JSON.parse(printed.toString())
}

function folderWith(locked: object, installed: object | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-setup-'))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }))
  if (installed === null) return folder
  mkdirSync(join(folder, 'node_modules'))
  const file = join(folder, 'node_modules', '.package-lock.json')
  writeFileSync(file, JSON.stringify({ packages: installed }))
  return folder
}

const areInstalled = (locked: object, installed: object | null): unknown =>
  evaluate(
    'dependencies.mjs',
    `it.areDependenciesInstalled(${JSON.stringify(folderWith(locked, installed))})`,
  )

test('dependencies are installed again only when the lock file names something that is not there', () => {
  const locked = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/mac-only': { version: '1.0.0', optional: true },
  }
  expect([
    areInstalled(locked, { 'node_modules/a': { version: '1.0.0' } }),
    areInstalled(locked, { 'node_modules/a': { version: '1.0.1' } }),
    areInstalled(locked, {}),
    areInstalled(locked, null),
  ]).toEqual([true, false, false, false])
})

test('a Node is current from the release that package.json asks for', () => {
  const versions = ['20.20.2', '22.17.9', '22.18.0', '24.0.0']
  expect(
    versions.map((version) =>
      evaluate('current-node.mjs', `it.isNewEnough('${version}', '22.18')`),
    ),
  ).toEqual([false, false, true, true])
})

test('the page is built for the command that serves it, and for no other', () => {
  const commands = [
    ['--data', 'serve', 'serve', '--open'],
    ['search', 'serve'],
    ['--json', 'list'],
  ]
  const needs = commands.map((args) =>
    evaluate('../tasks/tasks.mjs', `it.tasks.carrel.needs(${JSON.stringify(args)})`),
  )
  expect(needs).toEqual([['embeddingModel', 'desktop'], ['embeddingModel'], ['embeddingModel']])
})

test('an unknown task names the ones there are, on stderr, and ends with 2', () => {
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'frobnicate'], { encoding: 'utf8' })
  expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 2, stdout: '' })
  expect(run.stderr).toContain('There is no task "frobnicate". Tasks: start, test,')
})

test('the lock file names the binaries of every platform, or "npm ci" would refuse it', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { optionalDependencies?: Record<string, string> }>>
  }
  const isLocked = (path: string, name: string): boolean =>
    ancestors(path).some((folder) => `${folder}node_modules/${name}` in packages)
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  )
  expect(missing).toEqual([])
})

/** The folders in whose `node_modules` Node looks for what the package at `path` imports, nearest first. */
function ancestors(path: string): readonly string[] {
  const parts = path.split('node_modules/').slice(1)
  const folders = parts.map((_part, index) =>
    parts
      .slice(0, index + 1)
      .map((part) => `node_modules/${part.replace(/\/$/, '')}/`)
      .join(''),
  )
  return [...folders.reverse(), '']
}
