import { createModels, type ModelDeps, type Models } from './answer/models.ts'
import type { Settings, SettingsValues } from './govern/settings.ts'
import type { Embedder } from './inference/embedder.ts'
import { openWorkspaceEmbedder, type WorkspaceEmbedder } from './ingest/workspace-embedder.ts'
import { createInstalledModels, type InstalledModels } from './library/installed-models.ts'
import { ownModelFolder } from './places.ts'
import { createSearchHelp, type OwnedSearchHelp } from './search-help.ts'
import type { Database } from './store/open.ts'

interface Deps {
  readonly dataFolder: string
  readonly modelFolder: string
  readonly bundled: Embedder
  readonly database: Database
  readonly settings: Settings
  readonly keys: ModelDeps['keys']
  /** As `createModels` takes it. */
  readonly openLocal?: NonNullable<ModelDeps['openLocal']>
}

/** Every model of a workspace, and who chooses among them. */
export interface EngineModels {
  /** The one whose vectors the library has. */
  readonly embedder: WorkspaceEmbedder
  /** Closed by the answering, which uses them last. */
  readonly models: Models
  readonly help: OwnedSearchHelp
  /** What helps a search as these settings want it, with models of its own. Whoever asked for it closes it. */
  helpFor(values: SettingsValues): OwnedSearchHelp
  readonly installed: InstalledModels
  /** Where models of all kinds may be; the owner's own folder first. */
  readonly modelFolders: readonly string[]
  close(): Promise<void>
}

export async function openEngineModels(deps: Deps): Promise<EngineModels> {
  const { dataFolder, modelFolder, bundled, database, settings } = deps
  // The owner's own models come before the bundled ones.
  const modelFolders = [ownModelFolder(dataFolder), modelFolder]
  const reader = database.openReader()
  const embedder = await openWorkspaceEmbedder({ reader, bundled, modelFolders })
  const models = createModels(deps)
  const help = createSearchHelp({ ...deps, models, modelFolders })
  const crossEncoder = (): string | null => settings.get().crossEncoder
  const installed = createInstalledModels({ database, embedder, modelFolders, crossEncoder })
  return {
    embedder,
    models,
    help,
    helpFor: (values) => helpFor(values, { ...deps, modelFolders, models }),
    installed,
    modelFolders,
    async close() {
      await installed.close()
      await help[Symbol.asyncDispose]()
      await embedder[Symbol.asyncDispose]()
      await bundled[Symbol.asyncDispose]()
    },
  }
}

function helpFor(
  values: SettingsValues,
  deps: Deps & Pick<EngineModels, 'modelFolders' | 'models'>,
): OwnedSearchHelp {
  // What may leave the machine is asked for anew each time.
  const get = () => ({ ...values, allowedHosts: deps.settings.get().allowedHosts })
  const own = createModels({ ...deps, settings: { get } })
  const { engine, localModel } = values
  const atHand: Models['atHand'] = (why, signal) =>
    // What answers is loaded already, or will be: no model is loaded twice.
    engine === 'local' && localModel !== null && localModel === deps.settings.get().localModel
      ? deps.models.open({ engine, model: localModel }, signal)
      : own.atHand(why, signal)
  const help = createSearchHelp({ ...deps, settings: { get }, models: { ...own, atHand } })
  const close = async (): Promise<void> => {
    await help[Symbol.asyncDispose]()
    await own.close()
  }
  return { ...help, [Symbol.asyncDispose]: close }
}
