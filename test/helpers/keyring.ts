import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { must } from '../../src/main/lib/must.ts'

/** A Secret Service of its own, unlocked and empty. */
export interface Keyring extends AsyncDisposable {
  /** What a process needs in its environment to talk to it. */
  readonly environment: { readonly DBUS_SESSION_BUS_ADDRESS: string }
}

/** Why a Secret Service can't be started here; null when it can. */
export function whyNoKeyring(): string | null {
  if (process.platform !== 'linux') return 'the Secret Service is a Linux thing'
  const missing = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'].filter(
    (program) => spawnSync('which', [program]).status !== 0,
  )
  return missing.length === 0
    ? null
    : `${missing.join(' and ')} not installed (Debian: apt-get install dbus gnome-keyring)`
}

/** Starts a session bus and gnome-keyring on it, with a home of their own; both end when it is disposed of. */
export async function startKeyring(): Promise<Keyring> {
  const home = await mkdtemp(join(tmpdir(), 'carrel-keyring-'))
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await firstLine(bus)
  const environment = { DBUS_SESSION_BUS_ADDRESS: address }
  const keyring = spawn(
    'gnome-keyring-daemon',
    ['--unlock', '--foreground', '--components=secrets'],
    {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {
        ...process.env,
        ...environment,
        HOME: home,
        XDG_DATA_HOME: home,
        XDG_RUNTIME_DIR: home,
      },
    },
  )
  must(keyring.stdin, 'stdin is a pipe').end('a password for tests\n')
  await serving(environment)
  return {
    environment,
    async [Symbol.asyncDispose]() {
      await Promise.all([ended(keyring), ended(bus)])
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: must(child.stdout, 'stdout is a pipe') })
  for await (const line of lines) return line
  throw new Error(`${child.spawnfile} ended without a word`)
}

/** Until the service has its name on the bus: half a second on an idle machine. */
async function serving(environment: Keyring['environment']): Promise<void> {
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.GetNameOwner',
    'string:org.freedesktop.secrets',
  ]
  for (let attempt = 0; attempt < 300; attempt++) {
    const { status } = spawnSync('dbus-send', question, { env: { ...process.env, ...environment } })
    if (status === 0) return
    await setTimeout(100)
  }
  throw new Error('gnome-keyring did not appear on its bus within 30 s')
}

function ended(child: ChildProcess): Promise<unknown> {
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.stdout?.destroy()
  child.kill('SIGTERM')
  return closed
}
