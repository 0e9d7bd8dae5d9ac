import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink, type SupportedMessagePort } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from './contract.ts'

/** The whole product as typed functions; near and far it is called alike. */
export type EngineClient = ContractRouterClient<Contract>

/** What carries calls to an engine: a port or a socket that is open. */
export interface EngineLink {
  call(
    path: readonly string[],
    input: unknown,
    options: Parameters<PortLink<Record<never, never>>['call']>[2],
  ): Promise<unknown>
}

export type SocketLike = ConstructorParameters<
  typeof SocketLink<Record<never, never>>
>[0]['websocket']

/** Carries calls over a port; starts it, so messages that came early are not lost. */
export function portLink(port: SupportedMessagePort): EngineLink {
  const link = new PortLink({ port })
  if ('start' in port && typeof port.start === 'function') port.start()
  return link
}

export function socketLink(socket: SocketLike): EngineLink {
  return new SocketLink({ websocket: socket })
}

/** The engine at the other end of a message port. */
export function connectPort(port: SupportedMessagePort): EngineClient {
  return createORPCClient(portLink(port))
}

/** The engine behind a WebSocket address, or behind a socket the caller opened and will close. */
export function connectSocket(urlOrSocket: string | URL | SocketLike): EngineClient {
  const isAddress = typeof urlOrSocket === 'string' || urlOrSocket instanceof URL
  return createORPCClient(socketLink(isAddress ? new WebSocket(urlOrSocket) : urlOrSocket))
}

/**
 * A client that outlives its connections: each call waits for `current` and goes through the link it gives.
 * A call that is under way when its link closes fails; it is not repeated, since it may have been done.
 */
export function connectThrough(current: () => Promise<EngineLink>): EngineClient {
  return createORPCClient({
    call: async (path, input, options) => (await current()).call(path, input, options),
  })
}
