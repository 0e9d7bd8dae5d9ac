import { once } from 'node:events'
import { resolve } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { connectPort } from '../../src/main/api/connect.ts'
import type { FromEngine, ToEngine } from '../../src/main/api/host-message.ts'
import { modelFolder, testKey } from '../helpers/test-library.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const entry = resolve(import.meta.dirname, '../../src/main/engine-process.ts')
const workers: Worker[] = []
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.terminate()
})

/** The desktop's engine with this test as its host. */
async function startHosted(key: string, dataFolder: string) {
  const worker = new Worker(entry, { env: { ...process.env, CARREL_KEY: key } })
  workers.push(worker)
  const tell = (message: ToEngine, ports: readonly MessageChannel['port1'][] = []) =>
    worker.postMessage({ message, ports }, [...ports])
  tell({ kind: 'open', config: { dataFolder, workspace: 'default', modelFolder } })
  const [reply] = (await once(worker, 'message')) as [FromEngine]
  return { worker, tell, reply }
}

test('the desktop’s engine serves every port it is handed, and ends when told', async () => {
  const { worker, tell, reply } = await startHosted(testKey, await writeFolder({}))
  const clients = [1, 2].map(() => {
    const { port1, port2 } = new MessageChannel()
    tell({ kind: 'connect' }, [port1])
    return connectPort(port2)
  })
  const statuses = await Promise.all(clients.map((client) => client.library.status()))
  tell({ kind: 'close' })
  const [code] = (await once(worker, 'exit')) as [number]
  expect({ reply, documents: statuses.map(({ documents }) => documents), code }).toEqual({
    reply: { kind: 'ready' },
    documents: [0, 0],
    code: 0,
  })
})

test('a library that cannot be opened is told to the host with its reason', async () => {
  const dataFolder = await writeFolder({})
  const first = await startHosted(testKey, dataFolder)
  first.tell({ kind: 'close' })
  await once(first.worker, 'exit')
  const { reply } = await startHosted('f'.repeat(64), dataFolder)
  expect(reply).toMatchObject({ kind: 'failed', failure: { code: 'wrong-key' } })
})
