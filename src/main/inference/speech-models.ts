import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** A Whisper model in the layout of transformers.js, found on this machine. */
export interface SpeechModel {
  /** The name of its folder. */
  readonly name: string
  /** The folder that holds that folder. */
  readonly modelFolder: string
  readonly kind: 'speech'
  readonly dtype: 'int8' | 'fp32'
  /** Floats of its hidden states. */
  readonly dimensions: number
  readonly isMultilingual: boolean
  readonly sizeBytes: number
}

/** The vocabulary of the models that know English only is one token shorter (openai/whisper, tokenizer.py). */
const MANY_LANGUAGES_VOCABULARY = 51_865

const Config = z.object({
  model_type: z.literal('whisper'),
  d_model: z.int().positive(),
  vocab_size: z.int().positive(),
})

/** Besides its weights. */
const FILES = [
  'tokenizer.json',
  'tokenizer_config.json',
  'preprocessor_config.json',
  'generation_config.json',
]

/** The speech model in a folder, or why it cannot be used, in words; null when it is no speech model. */
export async function readSpeechModel(
  name: string,
  modelFolder: string,
): Promise<SpeechModel | { readonly reason: string } | null> {
  const folder = join(modelFolder, name)
  const config = await readConfig(folder)
  if (config === null) return null
  const int8 = weightsIn(folder, '_quantized')
  const weights = int8 ?? weightsIn(folder, '')
  if (weights === null)
    return { reason: 'it has no onnx/encoder_model.onnx with onnx/decoder_model_merged.onnx' }
  const missing = FILES.find((file) => !existsSync(join(folder, file)))
  if (missing !== undefined) return { reason: `it has no ${missing}` }
  return {
    name,
    modelFolder,
    kind: 'speech',
    dtype: int8 === null ? 'fp32' : 'int8',
    dimensions: config.d_model,
    isMultilingual: config.vocab_size >= MANY_LANGUAGES_VOCABULARY,
    sizeBytes: weights.reduce((sum, file) => sum + statSync(file).size, 0),
  }
}

/** The one that is used: of Whispers, the larger is the better. Null without any. */
export function bestSpeechModel(models: readonly SpeechModel[]): SpeechModel | null {
  const [best = null] = models.toSorted((a, b) => b.dimensions - a.dimensions)
  return best
}

async function readConfig(folder: string): Promise<z.infer<typeof Config> | null> {
  const text = await readFile(join(folder, 'config.json'), 'utf8').catch(() => '')
  try {
    return Config.parse(JSON.parse(text))
  } catch {
    return null // Whatever it is, it is no Whisper.
  }
}

function weightsIn(folder: string, ending: string): string[] | null {
  const files = ['encoder_model', 'decoder_model_merged'].map((part) =>
    join(folder, 'onnx', `${part}${ending}.onnx`),
  )
  return files.every((file) => existsSync(file)) ? files : null
}
