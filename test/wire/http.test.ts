import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveHttp, type HttpDoor } from '../../src/main/api/http.ts'
import { createSessions } from '../../src/main/api/http-session.ts'
import { createRouter } from '../../src/main/api/router.ts'
import { openSession } from '../helpers/open-session.ts'
import { scriptedServices } from '../helpers/scripted-services.ts'

let folder: string
let door: HttpDoor

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrel-page-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Carrel</title>')
  await writeFile(join(folder, '..', 'carrel-secret.txt'), 'not for the page')
  const router = createRouter(scriptedServices({ started: [], ended: 0 }), () => {})
  door = await serveHttp(router, { port: 0, pageFolder: folder })
})

afterAll(async () => {
  await door.close()
  await rm(folder, { recursive: true })
  await rm(join(folder, '..', 'carrel-secret.txt'))
})

interface Reply {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: string
}

/** Unlike `fetch`, sends any Host and leaves dots in a path alone. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  const options = { host: '127.0.0.1', port: door.port, path, headers, method }
  const sent = request(options, (response) => {
    let body = ''
    response.setEncoding('utf8')
    response.on('data', (text: string) => (body += text))
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
    )
  })
  sent.on('error', reject).end()
  return promise
}

/** The status with which an upgrade is answered; 101 is a socket. */
async function upgradeStatus(headers: Record<string, string>, path = '/rpc'): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}${path}`, { headers })
  socket.on('open', () => resolve(101))
  socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
  socket.on('error', () => {})
  const status = await promise
  socket.terminate()
  return status
}

describe('the page', () => {
  test('a fresh address leads to the page, and a reload keeps working by the cookie', async () => {
    const address = new URL(door.freshAddress())
    const entry = await get(address.pathname + address.search)
    const cookie = String(entry.headers['set-cookie']).split(';')[0] ?? ''
    const page = await get('/', { cookie })
    const again = await get('/', { cookie })
    expect({
      entry: [entry.status, entry.headers['location']],
      cookie: String(entry.headers['set-cookie']),
      pages: [page.body, again.body],
    }).toEqual({
      entry: [303, '/'],
      cookie: expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Strict$/),
      pages: Array(2).fill('<!doctype html><title>Carrel</title>'),
    })
  })

  test('an address opens once only', async () => {
    const { pathname, search } = new URL(door.freshAddress())
    await get(pathname + search)
    const second = await get(pathname + search)
    expect([second.status, second.body]).toEqual([401, expect.stringContaining('already used')])
  })

  test('a wrong token and no token are refused in words', async () => {
    const replies = await Promise.all([get('/?token=guess'), get('/'), get('/index.html')])
    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401])
  })

  test('another Host is refused, even with a session', async () => {
    const cookie = await openSession(door.freshAddress())
    const reply = await get('/', { cookie, host: `evil.example:${door.port}` })
    expect(reply.status).toBe(403)
  })

  test('no path leads out of the folder of the page', async () => {
    const cookie = await openSession(door.freshAddress())
    const paths = ['/../carrel-secret.txt', '/%2e%2e/carrel-secret.txt', '/..%2fcarrel-secret.txt']
    const replies = await Promise.all(paths.map((path) => get(path, { cookie })))
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404])
  })

  test('every reply carries a policy without inline script, foreign hosts or frames', async () => {
    const replies = await Promise.all([get('/'), get('/health'), get('/', { host: 'evil' })])
    for (const { headers } of replies)
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
        ),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
  })

  test('nothing can be posted', async () => {
    const cookie = await openSession(door.freshAddress())
    expect((await get('/', { cookie }, 'POST')).status).toBe(405)
  })

  test('health is told without a session', async () => {
    expect(await get('/health')).toMatchObject({ status: 200, body: '{"status":"ok"}\n' })
  })
})

describe('the socket', () => {
  test('opens only with the session, our Host and our Origin, at its own address', async () => {
    const cookie = await openSession(door.freshAddress())
    const { origin } = door
    expect({
      right: await upgradeStatus({ cookie, origin }),
      noSession: await upgradeStatus({ origin }),
      wrongSession: await upgradeStatus({ cookie: `carrel_${door.port}=guess`, origin }),
      foreignOrigin: await upgradeStatus({ cookie, origin: 'https://evil.example' }),
      noOrigin: await upgradeStatus({ cookie }),
      foreignHost: await upgradeStatus({ cookie, origin, host: 'evil.example' }),
      otherPath: await upgradeStatus({ cookie, origin }, '/else'),
    }).toEqual({
      right: 101,
      noSession: 401,
      wrongSession: 401,
      foreignOrigin: 403,
      noOrigin: 403,
      foreignHost: 403,
      otherPath: 404,
    })
  })
})

test('a token that was not used in time is dead', () => {
  let nowMs = 0
  const sessions = createSessions(1, () => nowMs)
  const token = sessions.issueToken()
  nowMs = 16 * 60_000
  expect(sessions.redeem(token)).toBeNull()
})

test('a taken port is reported with a way out', async () => {
  const router = createRouter(scriptedServices({ started: [], ended: 0 }), () => {})
  const second = serveHttp(router, { port: door.port, pageFolder: folder })
  await expect(second).rejects.toMatchObject({
    code: 'bad-input',
    hint: 'Choose another with --port.',
  })
})
