import { fork, type ChildProcess } from 'node:child_process'
import { on } from 'node:events'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../lib/app-error.ts'
import { fromFailure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { workerUrl } from '../lib/worker-url.ts'
import type { GenerateRequest, LanguageModel } from './language-model.ts'
import type { LlamaReply, LlamaRequest } from './llama-messages.ts'

/** Passages, question and answer seldom have 4,000 tokens; more context costs memory (some 100 kB a token) and gains nothing. */
const MAX_CONTEXT_TOKENS = 8192

/**
 * Starts llama.cpp in a process of its own with a GGUF file, which stays loaded until the model is disposed.
 * Throws `model-missing` when there is no such file, `bad-input` when it is no GGUF, `model-failed` when llama.cpp cannot use it, and the
 * signal's reason, which ends the loading and then does nothing more.
 */
export async function openLocalModel(file: string, signal?: AbortSignal): Promise<LanguageModel> {
  await checkFile(file)
  const llama = startProcess(file)
  try {
    const loading = llama.ask({ kind: 'load', file, contextTokens: MAX_CONTEXT_TOKENS }, signal)
    const reply = await firstReply(loading)
    if (reply.kind !== 'loaded') throw new Error(`Unexpected reply ${reply.kind}`)
    return toLanguageModel(file, reply, llama)
  } catch (error) {
    llama.stop()
    signal?.throwIfAborted()
    throw asModelError(error, file)
  }
}

type Loaded = Extract<LlamaReply, { kind: 'loaded' }>

function toLanguageModel(
  file: string,
  { contextTokens, isChat }: Loaded,
  llama: LlamaProcess,
): LanguageModel {
  return {
    name: basename(file),
    kind: isChat ? 'chat' : 'base',
    contextTokens,
    async countTokens(text) {
      const reply = await firstReply(llama.ask({ kind: 'count', text }))
      return reply.kind === 'counted' ? reply.tokens : 0
    },
    async *generate({ signal, stops = [], ...request }: GenerateRequest) {
      try {
        for await (const reply of llama.ask({ kind: 'generate', ...request, stops }, signal))
          if (reply.kind === 'piece') yield reply.text
      } catch (error) {
        signal?.throwIfAborted()
        throw asModelError(error, file)
      }
    },
    [Symbol.asyncDispose]: async () => llama.stop(),
  }
}

/** Every GGUF file begins with these four letters: checked here, so that a wrong file gets a clear word. */
async function checkFile(file: string): Promise<void> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new AppError(
      'model-missing',
      `The model file "${file}" cannot be opened.`,
      'Choose a GGUF file that exists.',
      { cause },
    )
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead === 4 && buffer.toString('latin1') === 'GGUF') return
    throw new AppError(
      'bad-input',
      `"${basename(file)}" is not a GGUF model.`,
      'Choose a language model in GGUF format.',
    )
  } finally {
    await handle.close()
  }
}

function asModelError(error: unknown, file: string): AppError {
  if (error instanceof AppError && error.code !== 'internal') return error
  const reason = error instanceof Error ? error.message : String(error)
  return new AppError(
    'model-failed',
    `The model "${basename(file)}" failed: ${reason}`,
    'Choose another model, or a smaller one if memory is short.',
    { cause: error },
  )
}

type Unnumbered<Message> = Message extends { readonly id: number } ? Omit<Message, 'id'> : never

interface LlamaProcess {
  /** The replies to one request, until it is done. Leaving the loop early, or the signal, cancels it. */
  ask(request: Unnumbered<LlamaRequest>, signal?: AbortSignal): AsyncGenerator<LlamaReply>
  stop(): void
}

function startProcess(file: string): LlamaProcess {
  const child = fork(fileURLToPath(workerUrl('llama-process', import.meta.url)), {
    // Nothing of llama.cpp's own printing may reach the command line's output; `advanced` carries text without JSON.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  // A model that is still loaded must not keep a finished command line alive; while a request runs, its listener does.
  child.unref()
  child.channel?.unref()
  let lastId = 0
  let crash: Error | null = null
  child.once('error', (error) => (crash = error))
  child.once('exit', (code, killedBy) => {
    crash ??= new Error(
      `llama.cpp ended unexpectedly (${killedBy ?? `code ${code}`}) with ${basename(file)}.`,
    )
  })
  return {
    ask(request, signal) {
      const id = ++lastId
      return replies({
        child,
        id,
        request: { ...request, id } as LlamaRequest,
        signal,
        crashed: () => crash,
      })
    },
    stop: () => void child.kill('SIGKILL'),
  }
}

interface Conversation {
  readonly child: ChildProcess
  readonly id: number
  readonly request: LlamaRequest
  readonly signal: AbortSignal | undefined
  readonly crashed: () => Error | null
}

async function* replies({
  child,
  id,
  request,
  signal,
  crashed,
}: Conversation): AsyncGenerator<LlamaReply> {
  const messages = on(child, 'message', { close: ['exit'], ...(signal ? { signal } : {}) })
  child.channel?.ref()
  let isDone = false
  try {
    const crash = crashed()
    if (crash !== null) throw crash
    child.send(request)
    for await (const [reply] of messages as AsyncIterable<[LlamaReply]>) {
      if (reply.id !== id) continue
      isDone = reply.kind !== 'piece'
      if (reply.kind === 'failed') throw fromFailure(reply.failure)
      yield reply
      if (isDone) return
    }
    throw must(crashed(), 'messages end with the process')
  } finally {
    if (!isDone && child.connected) child.send({ kind: 'cancel', id } satisfies LlamaRequest)
    child.channel?.unref()
  }
}

async function firstReply(stream: AsyncGenerator<LlamaReply>): Promise<LlamaReply> {
  for await (const reply of stream) return reply
  throw new Error('llama.cpp gave no reply.')
}
