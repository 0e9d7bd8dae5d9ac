import { RPCHandler } from '@orpc/server/message-port'
import type { MessagePort as WorkerPort } from 'node:worker_threads'
import type { Router } from './router.ts'

/** Electron's `MessagePortMain`, as far as it is needed here: this room does not know Electron. */
export interface MainPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
}

/** Serves the contract on a port until its other end closes; what then still runs is cancelled. */
export function serveMessagePort(router: Router, port: WorkerPort | MainPort): void {
  const handler = new RPCHandler(router)
  handler.upgrade(port as Parameters<typeof handler.upgrade>[0])
  port.start()
}
