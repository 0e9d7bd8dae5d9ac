import { isDeepStrictEqual } from 'node:util'
import type { ModelDeps, Models } from './answer/models.ts'
import type { Settings } from './govern/settings.ts'
import { openCrossEncoder, type CrossEncoder } from './inference/cross-encoder.ts'
import { listOnnxModels } from './inference/onnx-models.ts'
import { AppError } from './lib/app-error.ts'
import type { SearchHelp } from './search/extend.ts'

/** Whoever opens it closes it. */
export type OwnedSearchHelp = SearchHelp & AsyncDisposable

interface Deps {
  readonly settings: Pick<Settings, 'get'>
  readonly models: Models
  readonly keys: ModelDeps['keys']
  readonly modelFolders: readonly string[]
}

/**
 * The models that the owner chose to help searches. What failed is left alone until another is chosen, something that it needs is changed,
 * or the engine starts again.
 */
export function createSearchHelp(deps: Deps): OwnedSearchHelp {
  const { settings, models, modelFolders } = deps
  const encoders = keepEncoder(modelFolders)
  let failedEncoder: string | null = null
  let failedModel: object | null = null
  return {
    isOn() {
      const { reformulate, crossEncoder } = settings.get()
      return reformulate !== 'off' || crossEncoder !== null
    },
    reformulating() {
      const { reformulate, reformulateMs: budgetMs } = settings.get()
      if (reformulate === 'off') return null
      const model = modelAtHand(deps)
      if (isDeepStrictEqual(model, failedModel)) return null
      return {
        open: (signal) => models.atHand('take a question apart', signal),
        budgetMs,
        mayRead: settings.get().engine === 'local',
        giveUp: () => (failedModel = model),
      }
    },
    crossEncoder() {
      const { crossEncoder: name, crossEncoderMs: budgetMs } = settings.get()
      if (name === null || name === failedEncoder) return null
      return { open: () => encoders.get(name), budgetMs, giveUp: () => (failedEncoder = name) }
    },
    [Symbol.asyncDispose]: () => encoders.close(),
  }
}

/** All that decides whether the model that answers can be asked. */
function modelAtHand({ settings, keys }: Pick<Deps, 'settings' | 'keys'>): object {
  const { engine, localModel, cloudProvider, cloudModel, allowedHosts } = settings.get()
  if (engine !== 'cloud') return { engine, localModel }
  const key = cloudProvider === null ? null : keys.get(cloudProvider)
  return { engine, cloudProvider, cloudModel, allowedHosts, key }
}

/** Keeps the last opened cross-encoder. One that another takes the place of ends what it reads at the moment with `cancelled`. */
function keepEncoder(modelFolders: readonly string[]) {
  let kept: { readonly name: string; readonly encoder: Promise<CrossEncoder> } | null = null
  let closing: Promise<unknown> = Promise.resolve()
  const close = async (): Promise<void> => {
    const closed = kept?.encoder.then(
      (encoder) => encoder[Symbol.asyncDispose](),
      () => undefined, // It never opened: whoever asked for it was told.
    )
    kept = null
    closing = Promise.all([closing, closed])
    await closing
  }
  return {
    get(name: string): Promise<CrossEncoder> {
      if (kept?.name !== name) {
        void close()
        kept = { name, encoder: findCrossEncoder(name, modelFolders) }
      }
      return kept.encoder
    },
    close,
  }
}

/** Opens the installed cross-encoder of this name. Throws `model-missing`. */
export async function findCrossEncoder(
  name: string,
  modelFolders: readonly string[],
): Promise<CrossEncoder> {
  const { models } = await listOnnxModels(modelFolders)
  const model = models.find((each) => each.kind === 'cross-encoder' && each.name === name)
  if (model !== undefined) return openCrossEncoder(model)
  throw new AppError(
    'model-missing',
    `The cross-encoder "${name}" is not there.`,
    'Put its files into the models folder, or switch it off: carrel settings set crossEncoder off',
  )
}
