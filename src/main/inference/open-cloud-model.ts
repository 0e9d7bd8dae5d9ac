import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { APICallError, RetryError, streamText, type LanguageModel as SdkModel } from 'ai'
import { AppError } from '../lib/app-error.ts'
import type { GenerateRequest, LanguageModel } from './language-model.ts'

export interface CloudModelOptions {
  /** `openai`, `anthropic`, or the base address of a server that speaks OpenAI's chat completions. */
  readonly provider: string
  readonly model: string
  /** The key kept for the provider; null when there is none. */
  readonly key: string | null
  /** The network gate's. */
  readonly fetch: typeof fetch
}

/** Explicit, so that no environment variable sends documents elsewhere than the user allowed. */
const OPENAI_ADDRESS = 'https://api.openai.com/v1'
const ANTHROPIC_ADDRESS = 'https://api.anthropic.com/v1'

/** Smaller than what any provider offers today; passages and answer seldom need a third of it. */
const CONTEXT_TOKENS = 16_000
/** Texts have three to five characters a token; one token more often than not is an over-estimate, which is the safe side. */
const CHARACTERS_PER_TOKEN = 3

/** The host a provider is reached at, as it must be allowed. Throws `bad-input` for what is neither a known name nor an address. */
export function providerHost(provider: string): string {
  if (provider === 'openai') return new URL(OPENAI_ADDRESS).host
  if (provider === 'anthropic') return new URL(ANTHROPIC_ADDRESS).host
  return baseAddress(provider).host
}

/** A provider's model. Makes no request until it generates. Throws `bad-input`, and `no-key` for a provider that needs one. */
export function openCloudModel(options: CloudModelOptions): LanguageModel {
  const model = sdkModel(options)
  return {
    name: `${options.provider}/${options.model}`,
    kind: 'chat',
    contextTokens: CONTEXT_TOKENS,
    countTokens: (text) => Math.ceil(text.length / CHARACTERS_PER_TOKEN),
    generate: (request) => generate(model, options, request),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function sdkModel({ provider, model, key, fetch }: CloudModelOptions): SdkModel {
  if (provider === 'openai')
    return createOpenAI({ baseURL: OPENAI_ADDRESS, apiKey: requireKey(key, provider), fetch }).chat(
      model,
    )
  if (provider === 'anthropic')
    return createAnthropic({
      baseURL: ANTHROPIC_ADDRESS,
      apiKey: requireKey(key, provider),
      fetch,
    })(model)
  const baseURL = baseAddress(provider).href.replace(/\/$/, '')
  return createOpenAICompatible({
    name: 'server',
    baseURL,
    ...(key === null ? {} : { apiKey: key }),
    fetch,
  }).chatModel(model)
}

function requireKey(key: string | null, provider: string): string {
  if (key !== null) return key
  throw new AppError(
    'no-key',
    `There is no key for "${provider}".`,
    `Set it in the settings or with "carrel key set ${provider}".`,
  )
}

function baseAddress(provider: string): URL {
  const url = URL.canParse(provider) ? new URL(provider) : null
  if (url !== null && /^https?:$/.test(url.protocol)) return url
  throw new AppError(
    'bad-input',
    `"${provider}" is not a provider.`,
    'Use "openai", "anthropic", or the address of a server that speaks OpenAI\'s API, such as http://localhost:11434/v1.',
  )
}

async function* generate(
  model: SdkModel,
  { provider, model: name }: CloudModelOptions,
  { system, prompt, maxTokens, signal }: GenerateRequest,
): AsyncGenerator<string> {
  // The SDK would print warnings about providers to the console, where only the command line's own output belongs.
  globalThis.AI_SDK_LOG_WARNINGS = false
  const stop = new AbortController()
  const abortSignal = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  try {
    // Errors come as parts of the stream; `onError` would print them a second time.
    const result = streamText({
      model,
      system,
      prompt,
      maxOutputTokens: maxTokens,
      maxRetries: 1,
      abortSignal,
      onError: () => undefined,
    })
    for await (const part of result.fullStream) {
      if (part.type === 'text-delta') yield part.text
      if (part.type === 'error') throw part.error
    }
    signal?.throwIfAborted()
  } catch (error) {
    signal?.throwIfAborted()
    throw asProviderError(error, provider, name)
  } finally {
    stop.abort()
  }
}

/** Never with the provider's own words, which may repeat the prompt and so the documents. */
function asProviderError(error: unknown, provider: string, model: string): AppError {
  const own = causes(error).find((cause) => cause instanceof AppError)
  if (own) return own
  const call = causes(error).find((cause) => APICallError.isInstance(cause))
  const [what, todo] = explain(call?.statusCode, provider, model)
  return new AppError('provider-failed', `"${provider}" ${what}.`, todo, { cause: error })
}

function causes(error: unknown): unknown[] {
  const next = RetryError.isInstance(error)
    ? error.lastError
    : error instanceof Error
      ? error.cause
      : undefined
  return next === undefined ? [error] : [error, ...causes(next)]
}

function explain(
  status: number | undefined,
  provider: string,
  model: string,
): readonly [string, string] {
  if (status === 401 || status === 403)
    return ['refused the key', `Set the key again with "carrel key set ${provider}".`]
  if (status === 404)
    return [`does not know the model "${model}"`, 'Choose another model in the settings.']
  if (status === 429)
    return [
      'refused because of its usage limit',
      'Try again later, or check the limits of your account.',
    ]
  if (status !== undefined)
    return [
      `failed with HTTP status ${status}`,
      'Try again later, or choose another answer engine.',
    ]
  return [
    'could not be reached or broke off its answer',
    'Check the address and your connection, or choose another answer engine.',
  ]
}
