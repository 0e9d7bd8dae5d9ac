import { emitKeypressEvents, type Key } from 'node:readline'
import type { Session } from './session.ts'

/**
 * In a terminal, p pauses imports and lets them go on, until the function that it returns is called. The terminal then hands over each
 * key, so that Ctrl-C is sent on from here.
 */
export function onPauseKey(session: Session): () => void {
  const { stdin } = process
  if (!stdin.isTTY || !process.stderr.isTTY) return () => undefined
  const onKey = (_: string | undefined, { name, ctrl }: Key): void => {
    if (ctrl === true && name === 'c') process.kill(process.pid, 'SIGINT')
    else if (name === 'p') void toggle(session)
  }
  emitKeypressEvents(stdin)
  stdin.setRawMode(true)
  stdin.on('keypress', onKey)
  stdin.resume()
  return () => {
    stdin.off('keypress', onKey)
    stdin.setRawMode(false)
    stdin.pause()
  }
}

async function toggle(session: Session): Promise<void> {
  const { library } = await session.client()
  await ((await library.status()).paused === null ? library.pause() : library.unpause())
}
