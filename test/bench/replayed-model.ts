import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import type { GenerateRequest, LanguageModel } from '../../src/main/inference/language-model.ts'

const Reply = z.object({ key: z.string(), text: z.string(), ms: z.number() })
type Reply = z.infer<typeof Reply>

/** A language model whose replies are kept in a file, each with the time that it took. */
export interface ReplayedModel extends LanguageModel {
  /** Later replies that took longer are held back, as if the time had been up. */
  patienceMs: number
  /** Of all replies asked for, the times in ms; null where the file has none and there is no model to ask. */
  readonly times: ReadonlyMap<string, number | null>
}

/** Asks `model` only for what the file lacks; without a model that stays unanswered. */
export function replayedModel(file: string | null, model: LanguageModel | null): ReplayedModel {
  const lines = file !== null && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const replies = new Map(
    lines.filter(Boolean).map((line) => {
      const reply = Reply.parse(JSON.parse(line))
      return [reply.key, reply]
    }),
  )
  const times = new Map<string, number | null>()
  return {
    name: model?.name ?? 'replayed',
    kind: model?.kind ?? 'chat',
    contextTokens: model?.contextTokens ?? Infinity,
    patienceMs: Infinity,
    times,
    countTokens: (text) => model?.countTokens(text) ?? text.length,
    async *generate(request) {
      const key = keyOf(request)
      let reply = replies.get(key)
      if (reply === undefined && model !== null) {
        reply = await ask(model, { key, request })
        replies.set(key, reply)
        if (file !== null) appendFileSync(file, `${JSON.stringify(reply)}\n`)
      }
      times.set(key, reply?.ms ?? null)
      if (reply !== undefined && reply.ms <= this.patienceMs) yield reply.text
    },
    async [Symbol.asyncDispose]() {
      await model?.[Symbol.asyncDispose]()
    },
  }
}

const keyOf = ({ system, prompt, maxTokens }: GenerateRequest): string =>
  createHash('sha256').update(`${system}\n${prompt}\n${maxTokens}`).digest('hex').slice(0, 24)

async function ask(
  model: LanguageModel,
  { key, request: { signal: _, ...request } }: { key: string; request: GenerateRequest },
): Promise<Reply> {
  const startMs = performance.now()
  let text = ''
  for await (const piece of model.generate(request)) text += piece
  return { key, text, ms: Math.round(performance.now() - startMs) }
}
