import type { Failure } from '../lib/failure.ts'

/** What the engine sends to the process that runs llama.cpp. */
export type LlamaRequest =
  | {
      readonly kind: 'load'
      readonly id: number
      readonly file: string
      readonly contextTokens: number
    }
  | { readonly kind: 'count'; readonly id: number; readonly text: string }
  | {
      readonly kind: 'generate'
      readonly id: number
      readonly system: string
      readonly prompt: string
      readonly maxTokens: number
      readonly stops: readonly string[]
    }
  | { readonly kind: 'cancel'; readonly id: number }

/** What it answers; `id` is the request's. */
export type LlamaReply =
  | {
      readonly kind: 'loaded'
      readonly id: number
      readonly contextTokens: number
      readonly isChat: boolean
    }
  | { readonly kind: 'counted'; readonly id: number; readonly tokens: number }
  | { readonly kind: 'piece'; readonly id: number; readonly text: string }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
