import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the server received it. */
export interface ReceivedRequest {
  readonly path: string
  readonly authorization: string
  readonly body: {
    readonly model: string
    readonly messages: readonly { readonly role: string; readonly content: unknown }[]
    readonly system?: unknown
  }
  /** Of the body. */
  readonly bytes: number
}

/** How the server answers. */
export interface ServerScript {
  /** Pieces of the answer, in order. */
  readonly pieces?: readonly string[]
  /** Answers with this HTTP status and nothing else. */
  readonly status?: number
  /** Breaks the connection off after so many pieces. */
  readonly breakAfter?: number
  /** Keeps the connection open after the last piece, as a slow provider does. */
  readonly hangs?: boolean
  /** Sends the client elsewhere. */
  readonly redirectTo?: string
}

export interface ScriptedServer extends AsyncDisposable {
  /** Without a path: `http://127.0.0.1:PORT`. */
  readonly address: string
  readonly host: string
  readonly received: readonly ReceivedRequest[]
  /** Settles when a client went away before its answer was complete. */
  readonly abandoned: Promise<void>
}

/** A server on loopback that speaks OpenAI's chat completions and Anthropic's messages, both streaming, and keeps what it is sent. */
export async function startOpenAiServer(script: ServerScript): Promise<ScriptedServer> {
  const received: ReceivedRequest[] = []
  const abandoned = Promise.withResolvers<void>()
  const server = createServer(async (request, response) => {
    received.push(await read(request))
    response.once('close', () => {
      if (!response.writableFinished) abandoned.resolve()
    })
    reply(request.url ?? '', response, script)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    received,
    abandoned: abandoned.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function read(request: IncomingMessage): Promise<ReceivedRequest> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const body = Buffer.concat(parts)
  const key = request.headers['x-api-key'] ?? request.headers.authorization ?? ''
  return {
    path: request.url ?? '',
    authorization: String(key),
    body: JSON.parse(body.toString('utf8')) as ReceivedRequest['body'],
    bytes: body.length,
  }
}

function reply(path: string, response: ServerResponse, script: ServerScript): void {
  const { pieces = [], status, breakAfter, hangs = false, redirectTo } = script
  if (redirectTo !== undefined) {
    response.writeHead(307, { location: redirectTo }).end()
    return
  }
  if (status !== undefined) {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: { message: 'scripted', type: 'scripted' } }))
    return
  }
  const { before, piece, after } = path.endsWith('/messages') ? anthropic : openAi
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(before)
  for (const text of pieces.slice(0, breakAfter)) response.write(piece(text))
  if (breakAfter !== undefined) setImmediate(() => response.destroy())
  else if (!hangs) response.end(after)
}

interface Dialect {
  readonly before: string
  readonly piece: (text: string) => string
  readonly after: string
}

const chunk = (delta: object, finish: string | null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

const openAi: Dialect = {
  before: chunk({ role: 'assistant', content: '' }, null),
  piece: (content) => chunk({ content }, null),
  after: `${chunk({}, 'stop')}data: [DONE]\n\n`,
}

const event = (type: string, rest: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
const usage = { input_tokens: 1, output_tokens: 1 }

const anthropic: Dialect = {
  before:
    event('message_start', {
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage,
      },
    }) + event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  piece: (text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  after:
    event('content_block_stop', { index: 0 }) +
    event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage }) +
    event('message_stop', {}),
}
