import { EmbedderChanges, type EmbedderChange } from '../ingest/change-embedder.ts'
import { findEmbedder, type WorkspaceEmbedder } from '../ingest/workspace-embedder.ts'
import { listOnnxModels, type OnnxModel } from '../inference/onnx-models.ts'
import { bestSpeechModel, type SpeechModel } from '../inference/speech-models.ts'
import type { Database } from '../store/open.ts'
import { activeVectorSet, vectorSetBeside } from '../store/vector-sets.ts'

/** Models on this machine and what they are used for. Mirrors `InstalledModels` of the contract. */
export interface ModelList {
  models: (Pick<
    OnnxModel | SpeechModel,
    'name' | 'kind' | 'isMultilingual' | 'dimensions' | 'sizeBytes'
  > & { isInUse: boolean })[]
  unusable: { name: string; reason: string }[]
  folders: string[]
  change: EmbedderChange | null
  previous: string | null
}

export interface InstalledModelsDeps {
  readonly database: Database
  readonly embedder: WorkspaceEmbedder
  /** Where models may be; the owner's own folder first. */
  readonly modelFolders: readonly string[]
  /** The name of the one that is switched on. */
  readonly crossEncoder: () => string | null
}

/** The models that are installed, and the library's choice of embedder. Its methods are the contract's. */
export interface InstalledModels {
  list(): Promise<ModelList>
  useEmbedder(input: { readonly name: string }): Promise<{ done: true }>
  resumeChange(): Promise<{ done: true }>
  followChange(input: unknown, signal: AbortSignal): AsyncGenerator<EmbedderChange>
  dropChange(): Promise<{ done: true }>
  close(): Promise<void>
}

function listed(model: OnnxModel | SpeechModel, isInUse: boolean): ModelList['models'][number] {
  const { name, kind, isMultilingual, dimensions, sizeBytes } = model
  return { name, kind, isMultilingual, dimensions, sizeBytes, isInUse }
}

export function createInstalledModels(deps: InstalledModelsDeps): InstalledModels {
  const { database, embedder, modelFolders, crossEncoder } = deps
  const reader = database.openReader()
  const changes = new EmbedderChanges({ database, open: embedder.open })
  const isInUse = ({ kind, name, recipe }: OnnxModel): boolean =>
    kind === 'embedder' ? recipe === embedder.name : name === crossEncoder()
  return {
    async list() {
      const { models, speech, unusable } = await listOnnxModels(modelFolders)
      const beside = vectorSetBeside(reader)
      return {
        models: [
          ...models.map((model) => listed(model, isInUse(model))),
          ...speech.map((model) => listed(model, model === bestSpeechModel(speech))),
        ],
        unusable: [...unusable],
        folders: [...modelFolders],
        change: changes.current(),
        previous: beside?.state === 'retired' ? beside.recipe : null,
      }
    },
    async useEmbedder({ name }) {
      const { recipe, dimensions } = await findEmbedder(name, modelFolders)
      await changes.start({ name: recipe, dimensions })
      return { done: true }
    },
    async resumeChange() {
      const beside = vectorSetBeside(reader)
      const { recipe, dimensions } = beside?.state === 'building' ? beside : activeVectorSet(reader)
      await changes.start({ name: recipe, dimensions })
      return { done: true }
    },
    followChange: (_, signal) => changes.follow(signal),
    async dropChange() {
      await changes.drop()
      return { done: true }
    },
    close: () => changes.close(),
  }
}
