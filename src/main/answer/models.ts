import { basename } from 'node:path'
import type { LanguageModel } from '../inference/language-model.ts'
import { openNetworkGate } from '../inference/network-gate.ts'
import { openCloudModel, providerHost } from '../inference/open-cloud-model.ts'
import { openLocalModel } from '../inference/open-local-model.ts'
import { AppError } from '../lib/app-error.ts'
import { logEgress } from '../store/egress.ts'
import type { Database } from '../store/open.ts'

/** What of the settings answering looks at, each time anew. */
export interface AnswerSettings {
  readonly engine: 'extractive' | 'local' | 'cloud'
  readonly localModel: string | null
  readonly cloudProvider: string | null
  readonly cloudModel: string | null
  readonly allowedHosts: readonly string[]
}

export interface ModelDeps {
  readonly database: Pick<Database, 'writer'>
  readonly settings: { get(): AnswerSettings }
  readonly keys: { get(provider: string): string | null }
  /** Opens a GGUF file; by default in llama.cpp. The signal ends the loading. */
  readonly openLocal?: (file: string, signal: AbortSignal) => Promise<LanguageModel>
}

export interface ModelChoice {
  readonly engine: 'local' | 'cloud'
  readonly model?: string | undefined
  readonly provider?: string | undefined
}

/** The language models of a workspace. The last local one stays loaded, because loading takes seconds. */
export interface Models {
  /** Throws `bad-input` where none was chosen, and what opening throws. */
  open(choice: ModelChoice, signal: AbortSignal): Promise<LanguageModel>
  /** The model that answers by default; null where none was chosen. Throws what opening throws. `why` goes into the log of requests. */
  atHand(why: string, signal: AbortSignal): Promise<LanguageModel | null>
  /** Ends a loading that is under way, too. */
  close(): Promise<void>
}

export function createModels(deps: ModelDeps): Models {
  const local = keepOne(deps.openLocal ?? openLocalModel)
  const gate = openNetworkGate({
    allowedHosts: () => deps.settings.get().allowedHosts,
    log: (entry) => logEgress(deps.database.writer, entry),
  })
  const openCloud = (choice: ModelChoice, purpose: string): LanguageModel => {
    const { provider, model } = chosenModel(choice, deps)
    const why = `${purpose} with ${model}`
    gate.requireAllowed(providerHost(provider), why)
    const fetch = gate.fetchFor(why)
    return openCloudModel({ provider, model, key: deps.keys.get(provider), fetch })
  }
  return {
    async open(choice, signal) {
      if (choice.engine === 'local') return local.get(chosenFile(choice, deps), signal)
      return openCloud(choice, 'answer a question')
    },
    async atHand(purpose, signal) {
      const { engine, localModel, cloudProvider, cloudModel } = deps.settings.get()
      if (engine === 'local' && localModel !== null) return local.get(localModel, signal)
      const isChosen = engine === 'cloud' && cloudProvider !== null && cloudModel !== null
      return isChosen ? openCloud({ engine }, purpose) : null
    },
    close: () => local.close(),
  }
}

function chosenFile({ model }: ModelChoice, { settings }: ModelDeps): string {
  const file = model ?? settings.get().localModel
  if (file !== null) return file
  throw new AppError(
    'bad-input',
    'No local model was chosen.',
    'Choose a GGUF file in the settings, or name one with "--model FILE.gguf".',
  )
}

function chosenModel(
  choice: ModelChoice,
  { settings }: ModelDeps,
): { provider: string; model: string } {
  const { cloudProvider, cloudModel } = settings.get()
  const provider = choice.provider ?? cloudProvider
  const model = choice.model ?? cloudModel
  if (provider !== null && model !== null) return { provider, model }
  throw new AppError(
    'bad-input',
    'No cloud model was chosen.',
    'Choose provider and model in the settings, or name them with "--provider" and "--model".',
  )
}

interface Keeper {
  get(file: string, signal: AbortSignal): Promise<LanguageModel>
  close(): Promise<void>
}

interface KeptModel {
  readonly file: string
  readonly model: Promise<LanguageModel>
  readonly loading: AbortController
}

/**
 * Keeps the last opened model. Loading goes on when the one who asked gives up, so that the next question finds the model ready; it ends when
 * another model is asked for. A model that failed is opened anew.
 */
function keepOne(open: NonNullable<ModelDeps['openLocal']>): Keeper {
  let kept: KeptModel | null = null
  const drop = async (old: KeptModel | null): Promise<void> => {
    if (old === kept) kept = null
    old?.loading.abort(putAside(old.file))
    await old?.model.then(
      (model) => model[Symbol.asyncDispose](),
      () => undefined, // It never opened: whoever asked for it was told.
    )
  }
  const begin = (file: string): KeptModel => {
    const loading = new AbortController()
    // Not both in memory at once.
    const model = drop(kept).then(() => {
      loading.signal.throwIfAborted()
      return open(file, loading.signal)
    })
    return { file, model, loading }
  }
  return {
    async get(file, signal) {
      signal.throwIfAborted()
      // Whoever asks while it loads waits for the same one.
      const mine = kept?.file === file ? kept : (kept = begin(file))
      try {
        const model = await untilAborted(mine.model, signal)
        const dropIt = () => drop(mine)
        return { ...model, generate: (request) => dropOnFailure(model.generate(request), dropIt) }
      } catch (error) {
        if (!signal.aborted) await drop(mine)
        throw error
      }
    },
    close: () => drop(kept),
  }
}

async function* dropOnFailure(
  pieces: AsyncIterable<string>,
  drop: () => Promise<void>,
): AsyncGenerator<string> {
  try {
    yield* pieces
  } catch (error) {
    if (error instanceof AppError && error.code === 'model-failed') await drop()
    throw error
  }
}

function putAside(file: string): AppError {
  return new AppError('cancelled', `The loading of "${basename(file)}" was ended.`, 'Ask again.')
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
