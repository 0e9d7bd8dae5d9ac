import type { Embedder } from '../inference/embedder.ts'
import { listOnnxModels, type OnnxModel } from '../inference/onnx-models.ts'
import { openInstalledEmbedder } from '../inference/open-embedder.ts'
import { AppError } from '../lib/app-error.ts'
import type { ReadDb } from '../store/open.ts'
import { activeVectorSet } from '../store/vector-sets.ts'

/** The embedder whose vectors the library is searched by, whichever that is at the moment. */
export interface WorkspaceEmbedder extends Embedder {
  /** The embedder with this name; stays open until this one is disposed of. Throws `model-missing`. */
  open(recipe: string): Promise<Embedder>
}

export interface WorkspaceEmbedderDeps {
  readonly reader: ReadDb
  /** Used where its vectors are the active ones; not disposed of here. */
  readonly bundled: Embedder
  /** Where models may be, as `listOnnxModels` takes them. */
  readonly modelFolders: readonly string[]
}

/**
 * Looks at each call which set of vectors is active, so that a change by any process counts at once. What was opened stays open: work that
 * runs with an embedder ends with it.
 */
export async function openWorkspaceEmbedder(
  deps: WorkspaceEmbedderDeps,
): Promise<WorkspaceEmbedder> {
  const { reader, bundled, modelFolders } = deps
  const opened = new Map<string, Promise<Embedder>>()
  let last = bundled
  const name = (): string => activeVectorSet(reader).recipe
  const open = (recipe: string): Promise<Embedder> => {
    if (recipe === bundled.name) return Promise.resolve(bundled)
    const known = opened.get(recipe) ?? openRecipe(recipe, modelFolders)
    opened.set(recipe, known)
    // A model that is put there later is found then.
    known.catch(() => opened.delete(recipe))
    return known
  }
  const current = async (): Promise<Embedder> => (last = await open(name()))
  await current().catch(() => undefined) // Whoever embeds is told that it is missing.
  return {
    get name() {
      return name()
    },
    get dimensions() {
      return activeVectorSet(reader).dimensions
    },
    get isMultilingual() {
      return last.isMultilingual
    },
    open,
    embed: async (texts, options) => (await current()).embed(texts, options),
    async [Symbol.asyncDispose]() {
      for (const embedder of await Promise.allSettled(opened.values()))
        if (embedder.status === 'fulfilled') await embedder.value[Symbol.asyncDispose]()
    },
  }
}

async function openRecipe(recipe: string, modelFolders: readonly string[]): Promise<Embedder> {
  const { models } = await listOnnxModels(modelFolders)
  const model = models.find((each) => each.kind === 'embedder' && each.recipe === recipe)
  if (model !== undefined) return openInstalledEmbedder(model)
  throw new AppError(
    'model-missing',
    `The embedding model "${recipe}", by which this library is searched, is not there as it was.`,
    'Put its files back into the models folder, or change to another: carrel models use all-MiniLM-L6-v2',
  )
}

/** The installed embedder of this name. Throws `not-found`. */
export async function findEmbedder(
  name: string,
  modelFolders: readonly string[],
): Promise<OnnxModel> {
  const { models, unusable } = await listOnnxModels(modelFolders)
  const model = models.find((each) => each.kind === 'embedder' && each.name === name)
  if (model !== undefined) return model
  const reason = unusable.find((each) => each.name === name)?.reason
  throw new AppError(
    'not-found',
    `"${name}" is no installed embedding model${reason === undefined ? '' : `: ${reason}`}.`,
    'carrel models lists those that are.',
  )
}
