import { MessagePort } from 'node:worker_threads'
import type { FromEngine, HostedEngine, ToEngine } from './api/host-message.ts'
import { serveMessagePort, type MainPort } from './api/message-port.ts'
import { openEngine, type Engine } from './engine.ts'
import { AppError } from './lib/app-error.ts'
import { toFailure } from './lib/failure.ts'

/**
 * The desktop's engine, a process of its own: it opens one library and serves it on every port it is handed.
 * Under Electron the host speaks through `process.parentPort`; a worker thread's parent speaks through its port.
 */
interface Host {
  send(message: FromEngine): void
  onMessage(listener: (message: ToEngine, ports: readonly (MainPort | MessagePort)[]) => void): void
}

/** Electron's `process.parentPort`, as far as it is needed: this file runs without Electron too. */
interface ParentPort {
  postMessage(message: unknown): void
  on(
    event: 'message',
    listener: (event: { readonly data: ToEngine; readonly ports: readonly MainPort[] }) => void,
  ): unknown
}

runHosted(await findHost())

function runHosted(host: Host): void {
  let engine: Promise<Engine | null> = Promise.resolve(null)
  let isOpening = false
  let answerPassphrase: (passphrase: string | null) => void = () => {}
  const askPassphrase = async () => {
    const answer = Promise.withResolvers<string | null>()
    answerPassphrase = answer.resolve
    host.send({ kind: 'passphrase-wanted' })
    const passphrase = await answer.promise
    if (passphrase !== null) return passphrase
    throw new AppError('no-key', 'The library stays locked.', 'Start Carrel again to unlock it.')
  }
  host.onMessage((message, ports) => {
    switch (message.kind) {
      case 'open':
        if (!isOpening) engine = open(host, message.config, askPassphrase)
        isOpening = true
        return
      case 'connect':
        void engine.then((opened) => {
          if (opened !== null) for (const port of ports) serveMessagePort(opened.router, port)
        })
        return
      case 'passphrase':
        return answerPassphrase(message.passphrase)
      case 'battery':
        return void engine.then((opened) => opened?.batteryIsLow(message.isLow))
      case 'close':
        return void close(engine)
    }
  })
}

/** Null when the library could not be opened: the host has been told why. */
async function open(
  host: Host,
  config: HostedEngine,
  passphrase: () => Promise<string>,
): Promise<Engine | null> {
  const { CARREL_KEY: environmentKey } = process.env
  try {
    const engine = await openEngine({
      ...config,
      ...(environmentKey ? { environmentKey } : {}),
      passphrase,
      openPath: async (path) => host.send({ kind: 'open-path', path }),
    })
    host.send({ kind: 'ready' })
    return engine
  } catch (error) {
    host.send({ kind: 'failed', failure: toFailure(error) })
    return null
  }
}

async function close(engine: Promise<Engine | null>): Promise<void> {
  await (await engine)?.close()
  process.exit(0)
}

async function findHost(): Promise<Host> {
  const parentPort = 'parentPort' in process ? (process.parentPort as ParentPort | null) : null
  if (parentPort !== null)
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data, ports }) => listener(data, ports)),
    }
  const { parentPort: workerPort } = await import('node:worker_threads')
  if (workerPort === null)
    throw new Error('This file is started by the desktop shell, not by hand. Use: carrel serve')
  return {
    send: (message) => workerPort.postMessage(message),
    onMessage: (listener) =>
      workerPort.on('message', ({ message, ports }: FromWorkerHost) => listener(message, ports)),
  }
}

/** A worker's messages carry their ports inside: it has no list beside them. */
interface FromWorkerHost {
  readonly message: ToEngine
  readonly ports: readonly MessagePort[]
}
