import { once } from 'node:events'
import { expect, test } from 'vitest'
import { must } from '../../src/main/lib/must.ts'
import { jsonLines, runCli, startCli } from '../helpers/run-cli.ts'
import { until } from '../helpers/until.ts'
import { writeFolder } from '../helpers/write-folder.ts'

test('an import is paused and ended being paused from another terminal', async () => {
  const names = Array.from({ length: 400 }, (_, n) => [`${n}.txt`, `Letter ${n}.`] as const)
  const folder = await writeFolder(Object.fromEntries(names))
  const dataFolder = await writeFolder({})
  const carrel = (...args: string[]) => runCli(['--data', dataFolder, '--json', ...args])
  const running = startCli(['--data', dataFolder, '--json', 'add', folder])
  let told = ''
  running.child.stderr?.on('data', (text: string) => (told += text))
  // Nothing slower may come between the first file and the pause: the other files must not be done by then.
  await once(must(running.child.stdout, 'it is piped'), 'data')
  const paused = await carrel('pause')
  await until(
    async () => told,
    (text) => text.includes('paused'),
  )
  const [status] = jsonLines(await carrel('status'))
  const resumed = await carrel('resume')
  const done = await running.done
  expect({
    paused: jsonLines(paused)[0],
    status,
    resumed: resumed.code,
    code: done.code,
    told: told.includes('Imports go on.'),
  }).toMatchObject({
    paused: { paused: { reason: 'user' } },
    status: { paused: { reason: 'user' } },
    resumed: 0,
    code: 0,
    told: true,
  })
  expect(jsonLines(await carrel('status'))[0]).toMatchObject({
    indexed: 400,
    waiting: 0,
    paused: null,
  })
})

test('what nobody works on is done by resume, and the queue says which file comes first', async () => {
  const folder = await writeFolder({ 'a.txt': 'Otters.', 'b.txt': 'Gulls.', 'c.txt': 'Cranes.' })
  const dataFolder = await writeFolder({})
  const carrel = (...args: string[]) => runCli(['--data', dataFolder, '--json', ...args])
  await carrel('pause')
  const running = startCli(['--data', dataFolder, '--json', 'add', folder])
  const total = async (): Promise<number> =>
    (jsonLines(await carrel('queue'))[0] as { total: number }).total
  await until(total, (files) => files === 3)
  running.child.kill('SIGKILL')
  await running.done
  const first = await carrel('queue', '--first', `${folder}/c.txt`)
  const missing = await carrel('queue', '--first', `${folder}/z.txt`)
  const queue = jsonLines(await carrel('queue', '-n', '1'))[0]
  const resumed = await carrel('resume')
  expect({
    first: jsonLines(first),
    missing: [missing.code, missing.stderr.includes('does not wait')],
    queue,
    resumed: jsonLines(resumed).at(-1),
  }).toMatchObject({
    first: [{ files: 1 }],
    missing: [2, true],
    queue: { total: 3, files: [{ path: `${folder}/c.txt`, isFirst: true }] },
    resumed: { event: 'summary', indexed: 3, failed: 0 },
  })
})
