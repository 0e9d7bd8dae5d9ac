import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import { AppError } from '../lib/app-error.ts'
import { sendNotice, sendPageFile, securityHeaders } from './http-page.ts'
import { createSessions, type Sessions } from './http-session.ts'
import type { Router } from './router.ts'

/** Loopback only: the product never listens to another machine. */
const HOST = '127.0.0.1'

/** One message: a 100 MiB file as base64 (4/3) with room for its envelope. */
const MAX_MESSAGE_BYTES = 140 * 1024 * 1024

/** How long open connections may take to end before they are cut. */
const CLOSE_GRACE_MS = 500

export interface HttpDoor {
  readonly port: number
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** An address that opens the page once; afterwards a cookie keeps that browser in. */
  freshAddress(): string
  close(): Promise<void>
}

export interface HttpOptions {
  /** 0 picks a free one. */
  readonly port: number
  /** The built page: `out/renderer`. */
  readonly pageFolder: string
}

/**
 * Serves the page and, at `/rpc`, the contract over a WebSocket, to this machine only.
 * Throws `bad-input` when the port is taken.
 *
 * Against other pages in the same browser: the Host must be ours (no DNS rebinding), the socket's Origin too (no foreign
 * page), and both need the session. `/health` alone answers without one.
 */
export async function serveHttp(router: Router, options: HttpOptions): Promise<HttpDoor> {
  const server = createServer()
  const port = await listen(server, options.port)
  const sessions = createSessions(port)
  const hosts = new Set([`${HOST}:${port}`, `localhost:${port}`])
  server.on('request', (request, response) => {
    const door = { sessions, hosts, pageFolder: options.pageFolder }
    answerRequest(request, response, door).catch(() => response.destroy())
  })
  const sockets = serveSockets(server, router, { sessions, hosts })
  return {
    port,
    origin: `http://${HOST}:${port}`,
    freshAddress: () => `http://${HOST}:${port}/?token=${sessions.issueToken()}`,
    close: () => closeAll(server, sockets),
  }
}

interface Door {
  readonly sessions: Sessions
  readonly hosts: ReadonlySet<string>
  readonly pageFolder: string
}

async function answerRequest(request: IncomingMessage, response: ServerResponse, door: Door) {
  const host = request.headers.host ?? ''
  for (const [name, value] of Object.entries(securityHeaders(host))) response.setHeader(name, value)
  if (!door.hosts.has(host)) return sendNotice(response, 403, 'Not here', wordsForHost)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendNotice(response, 405, 'Not that way', 'This address can only be read.')
  const url = new URL(request.url ?? '/', `http://${host}`)
  if (url.pathname === '/health') return sendHealth(response)
  const token = url.searchParams.get('token')
  if (url.pathname === '/' && token !== null && admit(token, request, response, door)) return
  if (!door.sessions.isKnown(request)) return sendNotice(response, 401, 'Closed', wordsForToken)
  if (await sendPageFile(response, door.pageFolder, url.pathname)) return
  sendNotice(response, 404, 'Nothing here', url.pathname === '/' ? wordsForBuild : wordsForFile)
}

const wordsForHost = 'Carrel answers only to its own address on this computer, 127.0.0.1.'
const wordsForToken =
  'This address was already used, is too old or lacks its token. Each printed address opens once. ' +
  'Press Enter in the terminal where Carrel runs to get a fresh one.'
const wordsForBuild = 'The page has not been built yet. Run "npm run build", then reload.'
const wordsForFile = 'There is no such file.'

/** Exchanges a token for a session and leads on to `/`, so that the token stays in no history. */
function admit(token: string, request: IncomingMessage, response: ServerResponse, door: Door) {
  const secret = door.sessions.redeem(token)
  if (secret === null && !door.sessions.isKnown(request)) return false
  const cookie = secret === null ? {} : { 'Set-Cookie': door.sessions.cookie(secret) }
  response.writeHead(303, { Location: '/', ...cookie }).end()
  return true
}

function sendHealth(response: ServerResponse) {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end('{"status":"ok"}\n')
}

function serveSockets(server: Server, router: Router, door: Omit<Door, 'pageFolder'>) {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  })
  const handler = new RPCHandler(router)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const status = refusal(request, door)
    if (status !== null) return void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate())
      void handler.upgrade(webSocket)
    })
  })
  return sockets
}

function refusal(request: IncomingMessage, door: Omit<Door, 'pageFolder'>): string | null {
  const { host = '', origin = '' } = request.headers
  if (request.url !== '/rpc') return '404 Not Found'
  if (!door.hosts.has(host) || origin !== `http://${host}`) return '403 Forbidden'
  return door.sessions.isKnown(request) ? null : '401 Unauthorized'
}

async function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, HOST, resolve)
  await promise.catch((cause: unknown) => {
    throw new AppError('bad-input', `Port ${port} cannot be used.`, 'Choose another with --port.', {
      cause,
    })
  })
  return (server.address() as AddressInfo).port
}

async function closeAll(server: Server, sockets: WebSocketServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const webSocket of sockets.clients) webSocket.close(1001)
  server.closeIdleConnections()
  const cut = setTimeout(() => {
    for (const webSocket of sockets.clients) webSocket.terminate()
    server.closeAllConnections()
  }, CLOSE_GRACE_MS)
  await closed
  clearTimeout(cut)
}
