import type { Embedder } from '../inference/embedder.ts'
import type { LanguageModel } from '../inference/language-model.ts'
import { AppError } from '../lib/app-error.ts'
import { must } from '../lib/must.ts'
import { align } from './align.ts'
import { notFound, type Draft } from './draft.ts'
import type { Evidence } from './evidence.ts'
import { createMarkFilter, parseModelText, saysNotFound, type ModelSentence } from './model-text.ts'
import { baseLayout, chatLayout, type PromptLayout, type Turn } from './prompt-layout.ts'
import { buildPrompt, type Prompt } from './prompt.ts'
import type { ScoredUnit } from './score-sentences.ts'
import { wordsOf } from './words.ts'

export interface Writing {
  readonly question: string
  readonly evidence: Evidence
  /** The evidence's units, best first. */
  readonly ranked: readonly ScoredUnit[]
  /** Oldest first. */
  readonly turns: readonly Turn[]
  readonly model: LanguageModel
  readonly embedder: Embedder
  /** Random, drawn for this answer: see `chatLayout`. */
  readonly key: string
  readonly signal: AbortSignal
}

/** One to four sentences have some 150 tokens; a talkative model is cut rather than waited for. */
const MAX_ANSWER_TOKENS = 512
/** A processor reads some 50 to 300 tokens a second: what is past the best five passages costs more waiting than it answers. */
const MAX_PASSAGES = 5
const MAX_PROMPT_TOKENS = 2500
/** Sentences of fewer words say what they are about only together with the question ("900 euros."). */
const SHORT_WORDS = 6

/**
 * Has a language model answer from the passages. Yields the text as it comes, without marks, and returns the answer with its sentences
 * aligned to the passages. Throws what the model throws, and `context-exceeded` when not even one passage fits.
 */
export async function* write(writing: Writing): AsyncGenerator<string, Draft> {
  const { model, signal } = writing
  const layout = model.kind === 'chat' ? chatLayout(writing.key) : baseLayout
  const maxTokens = Math.min(MAX_ANSWER_TOKENS, Math.floor(model.contextTokens / 4))
  const { system, prompt, passages } = await promptFor(writing, layout, maxTokens)
  const filter = createMarkFilter()
  let text = ''
  for await (const piece of model.generate({
    system,
    prompt,
    maxTokens,
    stops: layout.stops,
    signal,
  })) {
    text += piece
    const shown = filter.write(piece)
    if (shown !== '') yield shown
  }
  signal.throwIfAborted()
  if (text.trim() === '')
    throw new AppError(
      'model-failed',
      `The model "${model.name}" wrote nothing.`,
      'Ask again, or choose another model.',
    )
  const rest = filter.end()
  if (rest !== '') yield rest
  return saysNotFound(text) ? notFound : await toDraft(parseModelText(text), passages, writing)
}

async function promptFor(
  { question, ranked, turns, model }: Writing,
  layout: PromptLayout,
  maxTokens: number,
): Promise<Prompt> {
  const prompt = await buildPrompt({
    question,
    passages: [...new Set(ranked.map((unit) => unit.passage))].slice(0, MAX_PASSAGES),
    turns,
    layout,
    budget: Math.min(MAX_PROMPT_TOKENS, model.contextTokens - maxTokens),
    countTokens: (text) => model.countTokens(text),
  })
  if (prompt !== null) return prompt
  throw new AppError(
    'context-exceeded',
    `The model "${model.name}" reads only ${model.contextTokens} tokens, too few for a passage and this question.`,
    'Ask a shorter question, or choose a model with a larger context.',
  )
}

async function toDraft(
  sentences: readonly ModelSentence[],
  passages: Prompt['passages'],
  { question, evidence, embedder, signal }: Writing,
): Promise<Draft> {
  const texts = sentences.map((sentence) => sentence.text)
  const meanings = texts.map((text) =>
    wordsOf(text).length < SHORT_WORDS ? `${question} ${text}` : text,
  )
  const embeddings = await embedder.embed(meanings, { priority: 'query', signal })
  const embedded = sentences.map((sentence, index) => ({
    ...sentence,
    meaning: must(meanings[index], 'each text has a meaning'),
    embedding: must(embeddings[index], 'each text gives an embedding'),
  }))
  const shown = new Set(passages)
  const units = evidence.units.filter((unit) => shown.has(unit.passage))
  const alignment = { promptPassages: passages, language: evidence.language }
  return { text: texts.join(' '), abstained: false, sentences: align(embedded, units, alignment) }
}
