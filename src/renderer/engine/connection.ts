import { create } from 'zustand'
import { portLink, socketLink, type EngineLink } from '../../main/api/connect.ts'
import { native } from '../native.ts'

type ConnectionState = 'connecting' | 'open' | 'lost'

/** The first attempt after a loss comes at once, later ones each twice as late, up to this. */
const LONGEST_WAIT_MS = 5000
const FIRST_WAIT_MS = 250

export const useConnection = create<{ readonly state: ConnectionState; readonly times: number }>(
  () => ({ state: 'connecting', times: 0 }),
)

let waiting = Promise.withResolvers<EngineLink>()

function opened(link: EngineLink): void {
  waiting.resolve(link)
  useConnection.setState((before) => ({ state: 'open', times: before.times + 1 }))
}

function lost(): void {
  if (useConnection.getState().state === 'open') waiting = Promise.withResolvers<EngineLink>()
  useConnection.setState({ state: 'lost' })
}

/** The link that is open, or the next one that will be. */
export function currentLink(): Promise<EngineLink> {
  return waiting.promise
}

function openSocket(attempt: number): void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const socket = new WebSocket(`${scheme}://${location.host}/rpc`)
  let wasOpen = false
  socket.addEventListener('open', () => {
    wasOpen = true
    opened(socketLink(socket))
  })
  socket.addEventListener('close', () => {
    lost()
    const next = wasOpen ? 0 : attempt + 1
    setTimeout(() => openSocket(next), Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** next))
  })
}

/** A new port comes whenever the engine was started again, so the page goes on listening. */
function awaitPorts(): void {
  let latest: MessagePort | null = null
  window.addEventListener('message', (event) => {
    const port = event.ports[0]
    if (event.source !== window || event.data?.type !== 'carrel-port' || port === undefined) return
    latest = port
    if (useConnection.getState().state === 'open') lost()
    port.addEventListener('close', () => {
      if (latest === port) lost()
    })
    opened(portLink(port))
  })
  window.postMessage({ type: 'carrel-page-ready' }, '*')
}

/** Connects to the engine and stays connected: by the desktop's port where there is one, else by WebSocket to the page's own host. */
export function connectToEngine(): void {
  if (native !== null) awaitPorts()
  else openSocket(0)
}
