import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ToEngine } from '../../../src/main/api/host-message.ts'
import { startEngine, type EngineChild } from '../../../src/main/shell/engine-host.ts'

const config = { dataFolder: '/data', workspace: 'default', modelFolder: '/models' }
const port = {} as Parameters<ReturnType<typeof startEngine>['introduce']>[0]

/** A process that runs nothing: it says what the test says and keeps what it was told. */
class ScriptedChild extends EventEmitter implements EngineChild {
  readonly pid = 1
  readonly told: string[] = []
  postMessage(message: ToEngine): void {
    this.told.push(
      message.kind === 'passphrase' ? `passphrase ${message.passphrase}` : message.kind,
    )
    if (message.kind === 'close') this.emit('exit')
  }
  kill(): boolean {
    return this.emit('exit')
  }
}

function host() {
  const children: ScriptedChild[] = []
  const seen: string[] = []
  const engine = startEngine(
    config,
    {
      onReady: () => seen.push('ready'),
      onFailed: ({ message }) => seen.push(message),
      askPassphrase: async () => 'open sesame',
      openPath: (path) => seen.push(`open ${path}`),
    },
    () => {
      const child = new ScriptedChild()
      children.push(child)
      return child
    },
  )
  const latest = (): ScriptedChild => children.at(-1) ?? new ScriptedChild()
  return { engine, seen, children, latest }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a window is introduced only while the engine is ready', () => {
  const { engine, seen, latest } = host()
  latest().emit('spawn')
  const before = engine.introduce(port)
  latest().emit('message', { kind: 'ready' })
  expect({ before, after: engine.introduce(port), seen, told: latest().told }).toEqual({
    before: false,
    after: true,
    seen: ['ready'],
    told: ['open', 'connect'],
  })
})

test('an engine that dies is started again, and windows hear of it', () => {
  const { engine, seen, children, latest } = host()
  latest().emit('message', { kind: 'ready' })
  latest().emit('exit')
  const whileDead = engine.introduce(port)
  vi.advanceTimersByTime(200)
  latest().emit('message', { kind: 'ready' })
  expect({ whileDead, seen, started: children.length }).toEqual({
    whileDead: false,
    seen: ['ready', 'ready'],
    started: 2,
  })
})

test('an engine that keeps dying is given up with a word about what to do', () => {
  const { seen, children, latest } = host()
  for (let deaths = 0; deaths < 5; deaths++) {
    latest().emit('exit')
    vi.advanceTimersByTime(5_000)
  }
  expect({ seen, started: children.length }).toEqual({
    seen: ['The part of Carrel that reads and answers stopped several times in a row.'],
    started: 5,
  })
})

test('a library that cannot be opened is reported once and not tried again', () => {
  const { seen, children, latest } = host()
  const failure = { code: 'wrong-key', message: 'The key does not fit.', hint: '' }
  latest().emit('message', { kind: 'failed', failure })
  latest().emit('exit')
  vi.advanceTimersByTime(60_000)
  expect({ seen, started: children.length }).toEqual({
    seen: ['The key does not fit.'],
    started: 1,
  })
})

test('the engine gets the passphrase it asks for, and its files are opened', async () => {
  const { seen, latest } = host()
  latest().emit('message', { kind: 'passphrase-wanted' })
  latest().emit('message', { kind: 'open-path', path: '/a.pdf' })
  await vi.advanceTimersByTimeAsync(0)
  expect({ seen, told: latest().told }).toEqual({
    seen: ['open /a.pdf'],
    told: ['passphrase open sesame'],
  })
})

test('stopping waits for the engine to close and starts nothing again', async () => {
  const { engine, children, latest } = host()
  await engine.stop()
  vi.advanceTimersByTime(60_000)
  expect({ told: latest().told, started: children.length }).toEqual({ told: ['close'], started: 1 })
})

test('an engine that was started again hears that the battery is low', () => {
  const { engine, children, latest } = host()
  latest().emit('message', { kind: 'ready' })
  engine.batteryIsLow(true)
  latest().emit('exit')
  vi.advanceTimersByTime(1000)
  engine.batteryIsLow(true)
  latest().emit('message', { kind: 'ready' })
  expect(children.map(({ told }) => told)).toEqual([['battery'], ['battery']])
})
