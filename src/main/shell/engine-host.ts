import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { fileURLToPath } from 'node:url'
import type { FromEngine, HostedEngine, ToEngine } from '../api/host-message.ts'
import { restartDelayMs } from './restart-policy.ts'

/** What the host asks of the rest of the shell. */
export interface EngineEvents {
  /** The engine answers again: windows need a port to the process that runs. */
  onReady(): void
  /** It cannot be started, and starting it again will not help. */
  onFailed(failure: { readonly message: string; readonly hint: string }): void
  askPassphrase(): Promise<string | null>
  openPath(path: string): void
}

export interface EngineHost {
  /** Hands one end of a channel to the engine; false while it is not ready, and `onReady` will tell. */
  introduce(port: MessagePortMain): boolean
  /** Ends it; resolves when the process is gone. */
  stop(): Promise<void>
}

/** A database that is being checkpointed is given this long to close before the process is killed. */
const closeTimeoutMs = 5_000

const keepsDying = {
  message: 'The part of Carrel that reads and answers stopped several times in a row.',
  hint: 'Your documents are safe. Run "carrel doctor" to see what is wrong, then start Carrel again.',
}

/**
 * Runs the engine in a process of its own and starts it again when it dies.
 * Windows talk to it directly over their ports; nothing streams through here.
 */
export function startEngine(config: HostedEngine, events: EngineEvents): EngineHost {
  return new RestartingEngine(config, events)
}

class RestartingEngine implements EngineHost {
  readonly #config: HostedEngine
  readonly #events: EngineEvents
  readonly #deathTimesMs: number[] = []
  #child: UtilityProcess
  #isReady = false
  #isStopping = false

  constructor(config: HostedEngine, events: EngineEvents) {
    this.#config = config
    this.#events = events
    this.#child = this.#start()
  }

  introduce(port: MessagePortMain): boolean {
    if (this.#isReady) send(this.#child, { kind: 'connect' }, [port])
    return this.#isReady
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await close(this.#child)
  }

  #start(): UtilityProcess {
    const child = fork()
    child.once('spawn', () => send(child, { kind: 'open', config: this.#config }))
    child.on('message', (message: FromEngine) => void this.#hear(child, message))
    child.once('exit', () => {
      this.#isReady = false
      if (!this.#isStopping) this.#restart()
    })
    return child
  }

  #restart(): void {
    const nowMs = Date.now()
    this.#deathTimesMs.push(nowMs)
    const delayMs = restartDelayMs(this.#deathTimesMs, nowMs)
    if (delayMs === null) return this.#events.onFailed(keepsDying)
    setTimeout(() => {
      if (!this.#isStopping) this.#child = this.#start()
    }, delayMs)
  }

  async #hear(child: UtilityProcess, message: FromEngine): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true
        return this.#events.onReady()
      case 'failed':
        this.#isStopping = true
        return this.#events.onFailed(message.failure)
      case 'passphrase-wanted':
        return send(child, {
          kind: 'passphrase',
          passphrase: await this.#events.askPassphrase(),
        })
      case 'open-path':
        return this.#events.openPath(message.path)
    }
  }
}

function fork(): UtilityProcess {
  const entry = fileURLToPath(new URL('./engine-process.js', import.meta.url))
  return utilityProcess.fork(entry, [], { serviceName: 'Carrel engine', stdio: 'inherit' })
}

function send(child: UtilityProcess, message: ToEngine, ports: MessagePortMain[] = []): void {
  child.postMessage(message, ports)
}

function close(child: UtilityProcess): Promise<void> {
  if (child.pid === undefined) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill(), closeTimeoutMs)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    send(child, { kind: 'close' })
  })
}
