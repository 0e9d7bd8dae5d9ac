import type { Command } from 'commander'
import { AppError } from '../lib/app-error.ts'
import { readSecret } from './read-secret.ts'
import type { Run, Session } from './session.ts'

/** `carrel key`: what the cloud engine needs, a key and a consent. */
export function registerKey(program: Command, run: Run): void {
  const key = program
    .command('key')
    .description('Keep keys of providers, and say which hosts the library may talk to')
    .addHelpText('after', help)
  registerKeys(key, run)
  registerHosts(key, run)
}

function registerKeys(key: Command, run: Run): void {
  key
    .command('set <provider>')
    .description(
      'keep a key, typed unseen or piped in, in the keychain (or, without one, in the encrypted library)',
    )
    .action((provider: string) => run((session) => setKey(session, provider)))
  key
    .command('remove <provider>')
    .description('forget a key')
    .action((provider: string) =>
      run(async (session) => {
        await (await session.client()).settings.removeKey({ provider })
        return tell(session, { provider, hasKey: false }, `The key of ${provider} is removed.`)
      }),
    )
  key
    .command('has <provider>')
    .description('say whether a key is kept; exit code 1 when not')
    .action((provider: string) =>
      run(async (session) => {
        const { hasKey } = await (await session.client()).settings.hasKey({ provider })
        const words = hasKey ? `A key of ${provider} is kept.` : `No key of ${provider} is kept.`
        tell(session, { provider, hasKey }, words)
        return hasKey ? 0 : 1
      }),
    )
}

function registerHosts(key: Command, run: Run): void {
  key
    .command('allow <host>')
    .description('let this library talk to a host')
    .action((host: string) => run((session) => changeHosts(session, host, 'allow')))
  key
    .command('deny <host>')
    .description('take that back')
    .action((host: string) => run((session) => changeHosts(session, host, 'deny')))
  key
    .command('hosts')
    .description('list the hosts this library may talk to')
    .action(() =>
      run(async (session) => {
        const { allowedHosts } = await (await session.client()).settings.get()
        const words = allowedHosts.length === 0 ? 'None: nothing leaves this machine.' : ''
        return tell(session, { allowedHosts }, words || allowedHosts.join('\n'))
      }),
    )
}

const help = `
The cloud engine is off until the library may talk to the provider's host:
  carrel key set openai
  carrel key allow api.openai.com
  carrel ask --engine cloud --provider openai --model NAME "Your question?"
A provider is openai, anthropic or the address of a server that speaks OpenAI's API.`

async function setKey(session: Session, provider: string): Promise<0> {
  const key = await readSecret(`Key of ${provider}: `)
  if (key === '')
    throw new AppError(
      'bad-input',
      'No key was given.',
      `Type it, or pipe it in: … | carrel key set ${provider}`,
    )
  await (await session.client()).settings.setKey({ provider, key })
  return tell(session, { provider, hasKey: true }, `The key of ${provider} is kept.`)
}

async function changeHosts(session: Session, name: string, change: 'allow' | 'deny'): Promise<0> {
  const host = hostOf(name)
  const client = await session.client()
  const { allowedHosts: before } = await client.settings.get()
  const others = before.filter((each) => each !== host)
  const wanted = change === 'allow' ? [...others, host].sort() : others
  const { allowedHosts } = await client.settings.set({ allowedHosts: wanted })
  const words = change === 'allow' ? `may talk to ${host}.` : `may no longer talk to ${host}.`
  return tell(session, { allowedHosts }, `This library ${words}`)
}

/** `https://api.openai.com/v1` and `api.openai.com` name the same host; a port that is given counts. */
function hostOf(name: string): string {
  const url = URL.parse(name.includes('://') ? name : `https://${name}`)
  if (url === null || url.hostname === '')
    throw new AppError('bad-input', `"${name}" is no host.`, 'Use a name such as api.openai.com.')
  return url.host
}

function tell(session: Session, value: object, words: string): 0 {
  session.out(session.json ? JSON.stringify(value) : words)
  return 0
}
