import { deflateSync } from 'node:zlib'
import {
  env,
  Tensor,
  WhisperForConditionalGeneration,
  WhisperProcessor,
} from '@huggingface/transformers'
import { z } from 'zod'
import { AppError } from '../lib/app-error.ts'
import { segmentsOf, type Segment } from './heard-segments.ts'
import { listOnnxModels } from './onnx-models.ts'
import { SESSION_OPTIONS } from './session-options.ts'
import { bestSpeechModel, type SpeechModel } from './speech-models.ts'

/** Samples a second that Whisper hears. */
export const SAMPLE_RATE = 16_000
/** The longest that it hears at a time. */
export const WINDOW_S = 30

/** What is said between two moments, in seconds from the start of the window. */
export interface Said {
  readonly startS: number
  readonly endS: number
  readonly text: string
}

export interface Heard {
  readonly said: readonly Said[]
  /** ISO 639-1 where there is such a code; null when nothing is said. */
  readonly language: string | null
  /** Up to here the window is understood: the next goes on from there. */
  readonly untilS: number
  /** The model repeated itself, so that what it wrote was left out. */
  readonly isGarbled: boolean
}

/** Writes down what is said. */
export interface Transcriber {
  /**
   * Of a window of at most 30 seconds, mono at 16 kHz. Told no `language`, it finds that out itself. Throws `model-failed`.
   */
  hear(samples: Float32Array, language: string | null): Promise<Heard>
}

/** Whisper's own bounds (openai/whisper, transcribe.py): beyond them nobody speaks, or the model repeats itself. */
const NO_SPEECH = 0.6
const MAX_COMPRESSION = 2.4
/** Half of what the decoder takes, like Whisper's own program: thirty seconds of fast speech have some 150 tokens. */
const MAX_TOKENS = 224

const Generation = z.object({
  decoder_start_token_id: z.int(),
  eos_token_id: z.int(),
  no_timestamps_token_id: z.int(),
  is_multilingual: z.boolean().default(true),
  lang_to_id: z.record(z.string(), z.int()).default({}),
})
type Generation = z.infer<typeof Generation>

/** The best speech model in these folders, opened with so many threads; null when there is none. Throws `model-failed`. */
export async function findTranscriber(
  modelFolders: readonly string[],
  threads: number,
): Promise<Transcriber | null> {
  const model = bestSpeechModel((await listOnnxModels(modelFolders)).speech)
  return model === null ? null : openTranscriber(model, threads)
}

async function openTranscriber(model: SpeechModel, threads: number): Promise<Transcriber> {
  const loaded = await load(model, threads).catch((cause: unknown) => {
    throw failed(model, cause)
  })
  return {
    hear: (samples, language) =>
      hear(loaded, samples, language).catch((cause: unknown) => {
        throw failed(model, cause)
      }),
  }
}

interface Loaded {
  readonly processor: WhisperProcessor
  readonly model: WhisperForConditionalGeneration
  readonly generation: Generation
}

async function load({ name, modelFolder, dtype }: SpeechModel, threads: number): Promise<Loaded> {
  env.localModelPath = modelFolder
  env.allowRemoteModels = false
  const [processor, model] = await Promise.all([
    WhisperProcessor.from_pretrained(name),
    WhisperForConditionalGeneration.from_pretrained(name, {
      dtype: dtype === 'int8' ? 'q8' : 'fp32',
      session_options: { ...SESSION_OPTIONS, intraOpNumThreads: threads },
    }),
  ])
  const generation = Generation.parse(model.generation_config)
  return {
    processor: processor as WhisperProcessor,
    model: model as WhisperForConditionalGeneration,
    generation,
  }
}

async function hear(loaded: Loaded, samples: Float32Array, known: string | null): Promise<Heard> {
  const { processor, model, generation } = loaded
  const lengthS = samples.length / SAMPLE_RATE
  const { input_features: inputs } = (await processor(samples)) as { input_features: Tensor }
  const first = await listen(loaded, inputs)
  if (first.noSpeech > NO_SPEECH)
    return { said: [], language: known, untilS: lengthS, isGarbled: false }
  const language = known ?? first.language
  const written = (await model.generate({
    inputs,
    return_timestamps: true,
    max_new_tokens: MAX_TOKENS,
    ...(generation.is_multilingual ? { language, task: 'transcribe' } : {}),
  } as Parameters<typeof model.generate>[0])) as Tensor
  const { segments, untilS } = segmentsOf(tokensOf(written, generation), {
    firstTime: generation.no_timestamps_token_id + 1,
    lengthS,
  })
  const said = segments.map((segment) => ({ ...timesOf(segment), text: decode(loaded, segment) }))
  const isGarbled = repeatsItself(said.map(({ text }) => text).join(' '))
  return { said: isGarbled ? [] : said, language, untilS, isGarbled }
}

/** Of what is heard first: how likely nobody speaks, and the likeliest language. */
async function listen(
  { model, generation }: Loaded,
  inputs: Tensor,
): Promise<{ readonly noSpeech: number; readonly language: string }> {
  const start = new Tensor('int64', [BigInt(generation.decoder_start_token_id)], [1, 1])
  const { logits } = (await model({ input_features: inputs, decoder_input_ids: start })) as {
    logits: Tensor
  }
  const scores = logits.data as Float32Array
  const highest = scores.reduce((a, b) => Math.max(a, b), -Infinity)
  const sum = scores.reduce((total, score) => total + Math.exp(score - highest), 0)
  // Models name the token differently; it always stands before the one that forbids times.
  const silent = scores[generation.no_timestamps_token_id - 1] ?? -Infinity
  const languages = Object.entries(generation.lang_to_id)
  const [likeliest = '<|en|>'] =
    languages.toSorted(([, a], [, b]) => (scores[b] ?? 0) - (scores[a] ?? 0))[0] ?? []
  return { noSpeech: Math.exp(silent - highest) / sum, language: likeliest.slice(2, -2) }
}

/** What was written after the prompt, without the end. Prompt and end are special tokens below those of time, above all text. */
function tokensOf(written: Tensor, generation: Generation): number[] {
  const { eos_token_id: end, no_timestamps_token_id: lastSpecial } = generation
  const [tokens = []] = written.tolist() as (number | bigint)[][]
  return tokens.map(Number).filter((token) => token < end || token > lastSpecial)
}

function timesOf({ startS, endS }: Segment): Pick<Said, 'startS' | 'endS'> {
  return { startS, endS }
}

function decode({ processor }: Loaded, { ids }: Segment): string {
  const text = processor.tokenizer?.decode([...ids], { skip_special_tokens: true }) ?? ''
  return text.trim()
}

function repeatsItself(text: string): boolean {
  const bytes = Buffer.from(text)
  return bytes.length / deflateSync(bytes).length > MAX_COMPRESSION
}

function failed({ name }: SpeechModel, cause: unknown): AppError {
  return new AppError(
    'model-failed',
    `The speech model "${name}" stopped working.`,
    'Put its files there anew, then add the file again: carrel models says what it needs.',
    { cause },
  )
}
