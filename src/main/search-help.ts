import type { Models } from './answer/models.ts'
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
  readonly modelFolders: readonly string[]
}

/** The models that the owner chose to help searches. What failed is left alone until another is chosen or the engine starts again. */
export function createSearchHelp({ settings, models, modelFolders }: Deps): OwnedSearchHelp {
  let opened: { readonly name: string; readonly encoder: Promise<CrossEncoder> } | null = null
  let failedEncoder: string | null = null
  let failedModel: string | null = null
  const close = async (): Promise<void> => {
    const old = await opened?.encoder.catch(() => null)
    opened = null
    await old?.[Symbol.asyncDispose]()
  }
  const modelName = (): string => {
    const { engine, localModel, cloudModel } = settings.get()
    return `${engine} ${engine === 'local' ? localModel : cloudModel}`
  }
  return {
    isOn() {
      const { reformulate, crossEncoder } = settings.get()
      return reformulate !== 'off' || crossEncoder !== null
    },
    reformulating() {
      const { reformulate, reformulateMs: budgetMs } = settings.get()
      if (reformulate === 'off' || failedModel === modelName()) return null
      return { open: (signal) => models.atHand('put a question in other words', signal), budgetMs }
    },
    async crossEncoder() {
      const { crossEncoder: name, crossEncoderMs: budgetMs } = settings.get()
      if (name === null || name === failedEncoder) return null
      if (opened?.name !== name) {
        await close()
        opened = { name, encoder: findCrossEncoder(name, modelFolders) }
      }
      return { encoder: await opened.encoder, budgetMs }
    },
    giveUp(helper) {
      if (helper === 'crossEncoder') failedEncoder = settings.get().crossEncoder
      else failedModel = modelName()
    },
    [Symbol.asyncDispose]: close,
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
