import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { cliEnvironment, entry, runCli } from '../helpers/run-cli.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const preload = resolve(import.meta.dirname, '../helpers/refuse-network.mjs')

/** Sees every process and native library, where it is installed: reading processes take no preload. */
const hasStrace = spawnSync('strace', ['-V']).status === 0
if (!hasStrace) console.log('Skipped: the system calls of a run, because strace is not installed.')

test.skipIf(!hasStrace)('no process of a run opens an internet connection', async () => {
  const data = await writeFolder({})
  const folder = await writeFolder({ 'lease.md': 'Rent is due on the third day of each month.' })
  const trace = join(data, 'calls')
  const calls: string[] = []
  for (const args of [
    ['add', folder],
    ['ask', 'When is the rent due?'],
  ]) {
    const strace = ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', trace]
    const carrel = [process.execPath, entry, '--data', data, ...args]
    const { status } = spawnSync('strace', [...strace, ...carrel], { env: cliEnvironment() })
    calls.push(`exit ${status}`, ...readFileSync(trace, 'utf8').split('\n'))
  }
  expect(calls.filter((call) => /AF_INET|^exit/.test(call))).toEqual(['exit 0', 'exit 0'])
})

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
  ])
    codes.push((await runCli(['--data', data, '--json', ...args], { env })).code)
  const lines = new Set(readFileSync(log, 'utf8').trim().split('\n'))
  expect({ codes, lines: [...lines] }).toEqual({
    codes: [0, 0, 0],
    lines: ['watching'],
  })
})

test('the watch over the network sees what it should refuse', async () => {
  const data = await writeFolder({ log: '' })
  const log = join(data, 'log')
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
