import type { MessagePortMain } from 'electron'
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

/** The process, as far as the host needs it: Electron's `UtilityProcess`. */
export interface EngineChild {
  /** Undefined before it runs and after it ended. */
  readonly pid: number | undefined
  postMessage(message: ToEngine, ports: MessagePortMain[]): void
  on(event: 'message', listener: (message: FromEngine) => void): unknown
  once(event: 'spawn' | 'exit', listener: () => void): unknown
  kill(): boolean
}

export interface EngineHost {
  /** Hands one end of a channel to the engine; false while it is not ready, and `onReady` will tell. */
  introduce(port: MessagePortMain): boolean
  /** Tells it, and each one that is started later, whether the battery is low. */
  batteryIsLow(isLow: boolean): void
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
export function startEngine(
  config: HostedEngine,
  events: EngineEvents,
  fork: () => EngineChild,
): EngineHost {
  return new RestartingEngine(config, events, fork)
}

class RestartingEngine implements EngineHost {
  readonly #config: HostedEngine
  readonly #events: EngineEvents
  readonly #fork: () => EngineChild
  readonly #deathTimesMs: number[] = []
  #child: EngineChild
  #isReady = false
  #isStopping = false
  #isBatteryLow = false

  constructor(config: HostedEngine, events: EngineEvents, fork: () => EngineChild) {
    this.#config = config
    this.#events = events
    this.#fork = fork
    this.#child = this.#start()
  }

  introduce(port: MessagePortMain): boolean {
    if (this.#isReady) send(this.#child, { kind: 'connect' }, [port])
    return this.#isReady
  }

  batteryIsLow(isLow: boolean): void {
    this.#isBatteryLow = isLow
    if (this.#isReady) send(this.#child, { kind: 'battery', isLow })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await close(this.#child)
  }

  #start(): EngineChild {
    const child = this.#fork()
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

  async #hear(child: EngineChild, message: FromEngine): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true
        if (this.#isBatteryLow) send(child, { kind: 'battery', isLow: true })
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

function send(child: EngineChild, message: ToEngine, ports: MessagePortMain[] = []): void {
  child.postMessage(message, ports)
}

function close(child: EngineChild): Promise<void> {
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
