import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { MessageChannel } from 'node:worker_threads'
import { WebSocket } from 'ws'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Contract } from '../../src/main/api/contract.ts'
import { failureOf } from '../../src/main/api/failure.ts'
import { serveHttp } from '../../src/main/api/http.ts'
import { serveMessagePort } from '../../src/main/api/message-port.ts'
import { createRouter, type Router } from '../../src/main/api/router.ts'
import { scriptedServices, type Seen } from '../helpers/scripted-services.ts'
import { openSession } from '../helpers/open-session.ts'

type Client = ContractRouterClient<Contract>

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const doors: Record<string, (router: Router) => Promise<Client>> = {
  'in process': async (router) => createRouterClient(router),
  'over a message port': async (router) => {
    const { port1, port2 } = new MessageChannel()
    serveMessagePort(router, port1)
    port2.start()
    cleanups.push(() => port2.close())
    return createORPCClient(new PortLink({ port: port2 }))
  },
  'over a WebSocket': async (router) => {
    const door = await serveHttp(router, { port: 0, pageFolder: '/nowhere' })
    const cookie = await openSession(door.freshAddress())
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}/rpc`, {
      headers: { cookie, origin: door.origin },
    })
    cleanups.push(
      () => socket.close(),
      () => door.close(),
    )
    return createORPCClient(
      new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }),
    )
  },
}

describe.each(Object.entries(doors))('%s', (_, open) => {
  const faults: unknown[] = []
  const connect = async (seen: Seen = { started: [], ended: 0 }) =>
    open(createRouter(scriptedServices(seen), (fault) => faults.push(fault)))

  test('a call answers, with defaults filled in', async () => {
    const client = await connect()
    expect(await client.library.list({})).toEqual({ documents: [], total: 1000 })
  })

  test('bad input is refused before any service sees it, and says what is wrong', async () => {
    const client = await connect()
    const failure = await client.library.list({ limit: 0 }).catch(failureOf)
    expect(failure).toEqual({
      code: 'bad-input',
      message: expect.stringMatching(/^The request is not valid\. limit: /),
      hint: 'Correct it and try again.',
    })
  })

  test('a failure arrives with its code, message and hint', async () => {
    const client = await connect()
    expect(await client.library.remove({ documentIds: [7] }).catch(failureOf)).toEqual({
      code: 'not-found',
      message: 'There is no document 7.',
      hint: 'List them.',
    })
  })

  test('a fault of the program arrives as internal and is reported with its cause', async () => {
    const client = await connect()
    faults.length = 0
    const failure = await client.library.status().catch(failureOf)
    expect({ failure, faults }).toMatchObject({
      failure: { code: 'internal', message: 'a fault of the program' },
      faults: [expect.any(TypeError)],
    })
  })

  test('output that breaks the contract is not passed on', async () => {
    const client = await connect()
    const failure = await client.settings.hasKey({ provider: 'openai' }).catch(failureOf)
    expect(failure).toMatchObject({ code: 'internal' })
  })

  test('a stream brings its events in order, and a failure in the middle ends it', async () => {
    const client = await connect()
    const events: unknown[] = []
    const read = async () => {
      for await (const event of await client.library.add({ paths: ['/a', '/broken', '/c'] }))
        events.push(event)
    }
    const failure = await read().catch(failureOf)
    expect({ events, failure }).toEqual({
      events: [
        { kind: 'started', path: '/a' },
        { kind: 'started', path: '/broken' },
      ],
      failure: { code: 'damaged', message: '"broken" is damaged.', hint: 'Repair it.' },
    })
  })

  test('cancelling stops the work', async () => {
    const seen: Seen = { started: [], ended: 0 }
    const client = await connect(seen)
    const abort = new AbortController()
    const read = async () => {
      const input = { paths: ['/endless', '/never'] }
      for await (const _event of await client.library.add(input, { signal: abort.signal }))
        setTimeout(() => abort.abort(), 20)
    }
    const failure = await read().catch(failureOf)
    await vi.waitFor(() => expect(seen.ended).toBe(1))
    expect({ failure, started: seen.started }).toMatchObject({
      failure: { code: 'cancelled' },
      started: ['/endless'],
    })
  })

  test('ceasing to read stops the work', async () => {
    const seen: Seen = { started: [], ended: 0 }
    const client = await connect(seen)
    for await (const _event of await client.library.add({ paths: ['/endless', '/never'] })) break
    await vi.waitFor(() => expect(seen).toEqual({ started: ['/endless'], ended: 1 }))
  })

  test('an unknown method is refused', async () => {
    const client = (await connect()) as unknown as { library: { erase(): Promise<unknown> } }
    const call = async () => client.library.erase()
    await expect(call()).rejects.toThrow()
  })
})

test('when the other end of a port closes, what runs for it is cancelled', async () => {
  const seen: Seen = { started: [], ended: 0 }
  const router = createRouter(scriptedServices(seen), () => {})
  const { port1, port2 } = new MessageChannel()
  serveMessagePort(router, port1)
  port2.start()
  const client: Client = createORPCClient(new PortLink({ port: port2 }))
  for await (const _event of await client.library.add({ paths: ['/endless'] })) {
    port2.close()
    break
  }
  await vi.waitFor(() => expect(seen).toEqual({ started: ['/endless'], ended: 1 }))
})
