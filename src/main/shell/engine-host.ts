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
  const state = { child: fork(), isReady: false, isStopping: false, deathTimesMs: [] as number[] }
  follow()

  function follow(): void {
    const { child } = state
    child.once('spawn', () => send(child, { kind: 'open', config }))
    child.on('message', (message: FromEngine) => void hear(child, message))
    child.once('exit', () => {
      state.isReady = false
      if (!state.isStopping) restart()
    })
  }

  function restart(): void {
    const nowMs = Date.now()
    state.deathTimesMs.push(nowMs)
    const delayMs = restartDelayMs(state.deathTimesMs, nowMs)
    if (delayMs === null) return events.onFailed(keepsDying)
    setTimeout(() => {
      if (state.isStopping) return
      state.child = fork()
      follow()
    }, delayMs)
  }

  async function hear(child: UtilityProcess, message: FromEngine): Promise<void> {
    switch (message.kind) {
      case 'ready':
        state.isReady = true
        return events.onReady()
      case 'failed':
        state.isStopping = true
        return events.onFailed(message.failure)
      case 'passphrase-wanted':
        return send(child, { kind: 'passphrase', passphrase: await events.askPassphrase() })
      case 'open-path':
        return events.openPath(message.path)
    }
  }

  return {
    introduce(port) {
      if (state.isReady) send(state.child, { kind: 'connect' }, [port])
      return state.isReady
    },
    async stop() {
      state.isStopping = true
      await close(state.child)
    },
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
