import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../helpers/run-cli.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const preload = resolve(import.meta.dirname, '../helpers/refuse-network.mjs')

test('adding, searching and asking open no connection beyond loopback', async () => {
  const folder = await writeFolder({
    'lease.md': '# Lease\n\nRent is due on the third day of each month.\n',
    'page.html':
      '<p>See <img src="https://example.com/a.png"> and <a href="https://example.com">it</a>.',
  })
  const log = join(folder, '..', `${folder.split('/').at(-1)}-network.log`)
  writeFileSync(log, '')
  const data = await writeFolder({})
  const env = { NODE_OPTIONS: `--import=${preload}`, CARREL_NETWORK_LOG: log }
  const codes: (number | null)[] = []
  for (const args of [
    ['add', folder],
    ['search', 'rent'],
    ['ask', 'When is the rent due?'],
    ['doctor'],
  ])
    codes.push((await runCli(['--data', data, '--json', ...args], { env })).code)
  const lines = new Set(readFileSync(log, 'utf8').trim().split('\n'))
  expect({ codes: codes.slice(0, 3), lines: [...lines] }).toEqual({
    codes: [0, 0, 0],
    lines: ['watching'],
  })
})

test('the watch over the network sees what it should refuse', async () => {
  const data = await writeFolder({ log: '' })
  const log = join(data, 'log')
  const { execFile } = await import('node:child_process')
  const { promise, resolve: done } = Promise.withResolvers<void>()
  const script = `await fetch('https://example.com').catch(() => {}); (await import('node:net')).connect(80, 'example.org')`
  const args = ['--import', preload, '--input-type=module', '-e', script]
  execFile(process.execPath, args, { env: { ...process.env, CARREL_NETWORK_LOG: log } }, () =>
    done(),
  )
  await promise
  expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual([
    'watching',
    'fetch example.com',
    'connect example.org',
  ])
})
