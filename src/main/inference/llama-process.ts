import { availableParallelism } from 'node:os'
import {
  getLlama,
  LlamaChatSession,
  LlamaCompletion,
  LlamaLogLevel,
  type LlamaContext,
  type LlamaModel,
} from 'node-llama-cpp'
import { AppError } from '../lib/app-error.ts'
import { toFailure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import type { LlamaReply, LlamaRequest } from './llama-messages.ts'

/*
 * The process that runs llama.cpp: one model, one request at a time. Apart from the engine, because a damaged model file or a graphics
 * driver can bring llama.cpp down, and because only the end of a process gives all of its memory back.
 */

interface Loaded {
  readonly model: LlamaModel
  readonly context: LlamaContext
}

type Request<Kind extends LlamaRequest['kind']> = Extract<LlamaRequest, { kind: Kind }>

let loaded: Loaded | null = null
let work: Promise<void> = Promise.resolve()
const running = new Map<number, AbortController>()

process.on('message', (request: LlamaRequest) => {
  if (request.kind === 'cancel') {
    running.get(request.id)?.abort()
    return
  }
  const abort = new AbortController()
  running.set(request.id, abort)
  // llama.cpp's context serves one request at a time; counting waits its turn as well, so that replies keep their order.
  work = work.then(() => serve(request, abort.signal)).finally(() => running.delete(request.id))
})
process.on('disconnect', () => process.exit(0))
// Ctrl-C in a terminal reaches this process too: its parent cancels.
process.on('SIGINT', () => undefined)

async function serve(
  request: Exclude<LlamaRequest, { kind: 'cancel' }>,
  signal: AbortSignal,
): Promise<void> {
  const { id } = request
  try {
    signal.throwIfAborted()
    if (request.kind === 'load') send({ kind: 'loaded', id, ...(await load(request)) })
    else if (request.kind === 'count')
      send({ kind: 'counted', id, tokens: ready().model.tokenize(request.text).length })
    else {
      await generate(request, signal)
      send({ kind: 'done', id })
    }
  } catch (error) {
    send({ kind: 'failed', id, failure: toFailure(signal.aborted ? signal.reason : error) })
  }
}

function send(reply: LlamaReply): void {
  process.send?.(reply)
}

function ready(): Loaded {
  return must(loaded, 'the engine loads a model before it asks anything of it')
}

async function load({
  file,
  contextTokens,
}: Request<'load'>): Promise<{ contextTokens: number; isChat: boolean }> {
  // llama.cpp's threads wait by spinning: more of them than free cores made an answer 200 times slower (1.4 s → 220 s on two cores).
  const threads = Math.max(1, availableParallelism() - 1)
  const llama = await getLlama({
    gpu: 'auto',
    build: 'never',
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    maxThreads: threads,
  })
  const model = await llama.loadModel({ modelPath: file })
  const context = await model.createContext({ contextSize: { max: contextTokens }, threads })
  loaded = { model, context }
  return {
    contextTokens: Math.min(context.contextSize, model.trainContextSize),
    isChat: isChatModel(model),
  }
}

/** Deterministic: the most likely token each time. Repeats are penalised, or small models go round in circles. */
const SAMPLING = { temperature: 0, repeatPenalty: { penalty: 1.1, lastTokens: 64 } } as const

async function generate(request: Request<'generate'>, signal: AbortSignal): Promise<void> {
  const { model, context } = ready()
  const { id, system, prompt, maxTokens, stops } = request
  const tokens = model.tokenize(system).length + model.tokenize(prompt).length + maxTokens
  if (tokens > context.contextSize) {
    throw new AppError(
      'context-exceeded',
      `The question needs ${tokens} tokens, but the model reads only ${context.contextSize}.`,
      'Ask a shorter question, or choose a model with a larger context.',
    )
  }
  const options = {
    maxTokens,
    signal,
    onTextChunk: (text: string) => send({ kind: 'piece', id, text }),
    customStopTriggers: [...stops],
    ...SAMPLING,
  }
  const sequence = context.getSequence()
  try {
    if (isChatModel(model)) {
      const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: system })
      await session.prompt(prompt, { ...options, budgets: { thoughtTokens: 0 } })
    } else {
      const completion = new LlamaCompletion({ contextSequence: sequence })
      await completion.generateCompletion(`${system}\n\n${prompt}`, {
        ...options,
      })
    }
  } finally {
    await sequence.dispose()
  }
}

/** Models that were taught to converse carry the template of their conversations; base models only continue a text. */
function isChatModel(model: LlamaModel): boolean {
  return model.fileInfo.metadata.tokenizer.chat_template !== undefined
}
