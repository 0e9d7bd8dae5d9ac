import { describe, expect, test } from 'vitest'
import { openNetworkGate, type EgressEntry } from '../../src/main/inference/network-gate.ts'
import { openCloudModel, providerHost } from '../../src/main/inference/open-cloud-model.ts'
import { collect } from '../helpers/collect.ts'
import {
  startOpenAiServer,
  type ScriptedServer,
  type ServerScript,
} from '../helpers/openai-server.ts'

const request = { system: 'Answer briefly.', prompt: 'What is the rent?', maxTokens: 100 }
const pieces = ['The rent ', 'is 900', ' euros [1].']

interface Session extends AsyncDisposable {
  readonly server: ScriptedServer
  readonly logged: EgressEntry[]
  readonly fetch: typeof fetch
}

async function start(
  script: ServerScript,
  allowed: (server: ScriptedServer) => string[],
): Promise<Session> {
  const server = await startOpenAiServer(script)
  const logged: EgressEntry[] = []
  const gate = openNetworkGate({
    allowedHosts: () => allowed(server),
    log: (entry) => logged.push(entry),
  })
  return {
    server,
    logged,
    fetch: gate.fetchFor('test'),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const allowIt = ({ host }: ScriptedServer): string[] => [host]

/** The gate's fetch, led from a provider's own address to the server that plays it. */
function ledTo(session: Session): typeof fetch {
  return (input, init) =>
    session.fetch(String(input).replace(/^https:\/\/[^/]+/, session.server.address), init)
}

describe('a server that speaks the API of OpenAI', () => {
  test('streams its answer, and the request is logged with its size', async () => {
    await using session = await start({ pieces }, allowIt)
    const { server, logged, fetch } = session
    const model = openCloudModel({ provider: `${server.address}/v1`, model: 'm', key: null, fetch })
    expect(await collect(model.generate(request))).toEqual(pieces)
    expect(
      server.received.map(({ path, authorization, body }) => ({
        path,
        authorization,
        messages: body.messages,
      })),
    ).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: '',
        messages: [
          { role: 'system', content: 'Answer briefly.' },
          { role: 'user', content: 'What is the rent?' },
        ],
      },
    ])
    expect(logged).toEqual([
      {
        at: expect.any(String),
        host: server.host,
        why: 'test',
        sentBytes: server.received[0]?.bytes,
        outcome: 'sent',
      },
    ])
  })

  test('hears nothing while its host is not allowed, though it is this very machine', async () => {
    await using session = await start({ pieces }, () => ['127.0.0.1:1', 'localhost', '127.0.0'])
    const { server, logged, fetch } = session
    const model = openCloudModel({ provider: `${server.address}/v1`, model: 'm', key: null, fetch })
    await expect(collect(model.generate(request))).rejects.toThrow(
      expect.objectContaining({
        code: 'not-allowed',
        hint: expect.stringContaining(`carrel key allow ${server.host}`),
      }),
    )
    expect(server.received).toEqual([])
    expect(logged).toEqual([
      { at: expect.any(String), host: server.host, why: 'test', sentBytes: 0, outcome: 'refused' },
    ])
  })

  test('that sends elsewhere is not followed', async () => {
    await using elsewhere = await startOpenAiServer({ pieces })
    await using session = await start(
      { redirectTo: `${elsewhere.address}/v1/chat/completions` },
      allowIt,
    )
    const { server, fetch } = session
    const model = openCloudModel({ provider: `${server.address}/v1`, model: 'm', key: null, fetch })
    await expect(collect(model.generate(request))).rejects.toThrow(
      expect.objectContaining({ code: 'provider-failed' }),
    )
    expect(elsewhere.received).toEqual([])
  })

  test.each([
    [401, 'refused the key'],
    [404, 'does not know the model "m"'],
    [400, 'failed with HTTP status 400'],
  ])('that answers with status %i fails in words', async (status, words) => {
    await using session = await start({ status }, allowIt)
    const { server, fetch } = session
    const model = openCloudModel({ provider: `${server.address}/v1`, model: 'm', key: 'k', fetch })
    await expect(collect(model.generate(request))).rejects.toThrow(
      expect.objectContaining({ code: 'provider-failed', message: expect.stringContaining(words) }),
    )
  })

  test('that breaks off fails after what it said', async () => {
    await using session = await start({ pieces, breakAfter: 2 }, allowIt)
    const { server, fetch } = session
    const model = openCloudModel({ provider: `${server.address}/v1`, model: 'm', key: null, fetch })
    const heard: string[] = []
    const hearing = (async () => {
      for await (const piece of model.generate(request)) heard.push(piece)
    })()
    await expect(hearing).rejects.toThrow(expect.objectContaining({ code: 'provider-failed' }))
    expect(pieces.join('')).toContain(heard.join(''))
  })

  test.each(['the signal', 'leaving the loop'])('is left at once by %s', async (way) => {
    await using session = await start({ pieces, hangs: true }, allowIt)
    const { server, fetch } = session
    const model = openCloudModel({ provider: `${server.address}/v1`, model: 'm', key: null, fetch })
    const stop = new AbortController()
    const hearing = (async () => {
      for await (const _ of model.generate({ ...request, signal: stop.signal })) {
        if (way === 'leaving the loop') break
        stop.abort()
      }
    })()
    if (way === 'leaving the loop') await hearing
    else await expect(hearing).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    await server.abandoned
  })
})

test.each([
  ['openai', '/v1/chat/completions', 'Bearer secret'],
  ['anthropic', '/v1/messages', 'secret'],
])('%s is asked in its own dialect, with its key', async (provider, path, authorization) => {
  await using session = await start({ pieces }, allowIt)
  const model = openCloudModel({ provider, model: 'm', key: 'secret', fetch: ledTo(session) })
  expect((await collect(model.generate(request))).join('')).toBe(pieces.join(''))
  expect(
    session.server.received.map((received) => ({
      path: received.path,
      authorization: received.authorization,
    })),
  ).toEqual([{ path, authorization }])
})

test('known providers need a key, others a proper address', () => {
  expect(() => openCloudModel({ provider: 'openai', model: 'm', key: null, fetch })).toThrow(
    expect.objectContaining({ code: 'no-key' }),
  )
  expect(() => openCloudModel({ provider: 'opnai', model: 'm', key: 'k', fetch })).toThrow(
    expect.objectContaining({ code: 'bad-input' }),
  )
  expect(['openai', 'anthropic', 'http://localhost:11434/v1'].map(providerHost)).toEqual([
    'api.openai.com',
    'api.anthropic.com',
    'localhost:11434',
  ])
})
