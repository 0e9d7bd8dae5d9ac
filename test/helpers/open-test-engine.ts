import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineClient } from '../../src/main/api/connect.ts'
import { openEngine, type Engine } from '../../src/main/engine.ts'
import { modelFolder, testKey } from './test-library.ts'

export interface TestEngine extends AsyncDisposable {
  readonly engine: Engine
  readonly client: EngineClient
  readonly dataFolder: string
  /** Files that were handed to the system to open. */
  readonly opened: readonly string[]
}

/** A real engine on a new, empty library; gone with its folder at the end of the block. */
export async function openTestEngine(
  options: { readonly dataFolder?: string; readonly registry?: string } = {},
): Promise<TestEngine> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'carrel-data-')))
  const opened: string[] = []
  const engine = await openEngine({
    dataFolder,
    workspace: 'default',
    modelFolder,
    environmentKey: testKey,
    openPath: async (path) => void opened.push(path),
    ...(options.registry === undefined ? {} : { registry: options.registry }),
  })
  return {
    engine,
    client: engine.client,
    dataFolder,
    opened,
    async [Symbol.asyncDispose]() {
      await engine.close()
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true })
    },
  }
}
