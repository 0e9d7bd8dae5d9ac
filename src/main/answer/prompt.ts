import type { Passage } from '../search/passage.ts'
import type { PromptLayout, Turn } from './prompt-layout.ts'

export interface PromptRequest {
  readonly question: string
  /** Best first. */
  readonly passages: readonly Passage[]
  /** Oldest first. */
  readonly turns: readonly Turn[]
  readonly layout: PromptLayout
  /** Tokens that system prompt and prompt may have together. */
  readonly budget: number
  readonly countTokens: (text: string) => number | Promise<number>
}

export interface Prompt {
  readonly system: string
  readonly prompt: string
  /** The passages that fitted, in the order of their numbers from 1. */
  readonly passages: readonly Passage[]
}

/** Chat templates put markers around both texts: the longest in use (Llama 3's) has about 30 tokens; doubled. */
const TEMPLATE_TOKENS = 64
/** Shorter than this, a cut passage tells a model nothing. */
const MIN_PASSAGE_CHARACTERS = 120

/**
 * The prompt with as many passages as the budget holds, best first; the first that does not fit is cut at a word, the rest left out.
 * Null when not even a part of the first passage fits.
 */
export async function buildPrompt(request: PromptRequest): Promise<Prompt | null> {
  const { layout, countTokens } = request
  const end = layout.question(request.question, request.turns)
  let left =
    request.budget - TEMPLATE_TOKENS - (await countTokens(layout.system)) - (await countTokens(end))
  const parts: string[] = []
  const passages: Passage[] = []
  for (const passage of request.passages) {
    const { text, tokens } = await fit(passage, { ...request, n: parts.length + 1, left })
    if (text === null) break
    parts.push(text)
    passages.push(passage)
    left -= tokens
  }
  if (parts.length === 0) return null
  return { system: layout.system, prompt: [...parts, end].join('\n\n'), passages }
}

interface Room extends Pick<PromptRequest, 'layout' | 'countTokens'> {
  readonly n: number
  readonly left: number
}

/** The passage as it goes into the prompt, cut until it fits; `text` is null when too little of it would be left. */
async function fit(
  passage: Passage,
  { layout, countTokens, n, left }: Room,
): Promise<{ text: string | null; tokens: number }> {
  let length = passage.text.length
  for (;;) {
    const text = layout.passage(shown(passage, length), n)
    const tokens = (await countTokens(text)) + 2
    if (tokens <= left) return { text, tokens }
    length = Math.floor(length * Math.min(0.9, left / tokens))
    if (length < MIN_PASSAGE_CHARACTERS) return { text: null, tokens: 0 }
  }
}

/** With the title and headings it stands under, without which "the second clause" says nothing. */
function shown({ text, title, headings }: Passage, length: number): string {
  const cut = length >= text.length ? text : text.slice(0, length).replace(/\s+\S*$/u, '')
  const from = [title, headings].filter(Boolean).join(' › ')
  return from === '' ? cut : `(${from})\n${cut}`
}
