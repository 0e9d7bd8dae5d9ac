import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readSpeechModel, type SpeechModel } from './speech-models.ts'
import { EMBEDDING_MODEL } from './tokenizer.ts'

/** A model in the layout of transformers.js, found on this machine. */
export interface OnnxModel {
  /** The name of its folder. */
  readonly name: string
  /** The folder that holds that folder. */
  readonly modelFolder: string
  readonly kind: 'embedder' | 'cross-encoder'
  readonly dtype: 'int8' | 'fp32'
  /** Model, number format and, where it is not the bundled one, a fingerprint of its files: what its results depend on. */
  readonly recipe: string
  /** Floats of its hidden states: those of an embedding. */
  readonly dimensions: number
  readonly maxTokens: number
  readonly isMultilingual: boolean
  readonly pooling: 'mean' | 'first'
  /** What stands before a question and before a passage. */
  readonly prefixes: { readonly query: string; readonly passage: string }
  readonly sizeBytes: number
}

/** A folder that looks like a model and cannot be used; `reason` is in words. */
export interface UnusableModel {
  readonly name: string
  readonly reason: string
}

export interface InstalledModels {
  readonly models: readonly OnnxModel[]
  /** Those that write down what is said. */
  readonly speech: readonly SpeechModel[]
  readonly unusable: readonly UnusableModel[]
}

/** Longest texts that BERTs take; a pair of question and passage seldom has more. */
const MAX_TOKENS = 512
/** English vocabularies have some 30,000 word pieces, those of many languages 120,000 to 250,000. */
const MANY_LANGUAGES_VOCABULARY = 100_000

const Config = z.object({
  architectures: z.array(z.string()).default([]),
  model_type: z.string().default(''),
  hidden_size: z.int().positive(),
  vocab_size: z.int().positive().default(0),
  max_position_embeddings: z.int().positive().default(MAX_TOKENS),
  id2label: z.record(z.string(), z.string()).optional(),
  num_labels: z.int().optional(),
})
const TokenizerConfig = z.object({ model_max_length: z.number().optional() })
const Pooling = z.object({ pooling_mode_cls_token: z.boolean().default(false) })
const Prompts = z.object({ prompts: z.record(z.string(), z.string()).default({}) })

/**
 * The models in these folders, by name; where two folders have one of the same name, the first counts. A model is a folder with
 * `config.json`, `tokenizer.json` and `onnx/model_quantized.onnx` (8 bits) or `onnx/model.onnx`; what a speech model has instead stands
 * in speech-models.ts.
 */
export async function listOnnxModels(modelFolders: readonly string[]): Promise<InstalledModels> {
  const found = new Map<string, string>()
  for (const folder of modelFolders)
    for (const name of foldersIn(folder)) if (!found.has(name)) found.set(name, folder)
  const models: OnnxModel[] = []
  const speech: SpeechModel[] = []
  const unusable: UnusableModel[] = []
  for (const [name, folder] of [...found].sort(([a], [b]) => a.localeCompare(b))) {
    const read = (await readSpeechModel(name, folder)) ?? (await readModel(name, folder))
    if ('reason' in read) unusable.push({ name, ...read })
    else if (read.kind === 'speech') speech.push(read)
    else models.push(read)
  }
  return { models, speech, unusable }
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => !entry.name.startsWith('.') && statSync(join(folder, entry.name)).isDirectory(),
    )
    .map(({ name }) => name)
}

async function readModel(
  name: string,
  modelFolder: string,
): Promise<OnnxModel | Omit<UnusableModel, 'name'>> {
  const folder = join(modelFolder, name)
  const int8 = join(folder, 'onnx', 'model_quantized.onnx')
  const fp32 = join(folder, 'onnx', 'model.onnx')
  const file = [int8, fp32].find((path) => existsSync(path))
  if (file === undefined)
    return { reason: 'it has no onnx/model_quantized.onnx or onnx/model.onnx' }
  if (!existsSync(join(folder, 'tokenizer.json'))) return { reason: 'it has no tokenizer.json' }
  const config = await readJson(join(folder, 'config.json'), Config)
  if (config === null) return { reason: 'its config.json is missing or names no hidden_size' }
  const kind = kindOf(config)
  if (kind === null)
    return {
      reason: `it is neither an embedder, a cross-encoder nor a Whisper (${config.architectures.join()})`,
    }
  const dtype = file === int8 ? 'int8' : 'fp32'
  const { pooling, prefixes } = await usageOf(name, folder)
  const usage = JSON.stringify({ pooling, prefixes })
  const mark = name === EMBEDDING_MODEL ? '' : `#${await fingerprint(folder, file, usage)}`
  return {
    name,
    modelFolder,
    kind,
    dtype,
    recipe: `${name}/${dtype}${mark}`,
    dimensions: config.hidden_size,
    maxTokens: await maxTokensOf(name, folder, config),
    isMultilingual: config.vocab_size >= MANY_LANGUAGES_VOCABULARY,
    pooling,
    prefixes,
    sizeBytes: statSync(file).size,
  }
}

/** A classifier with one outcome scores a pair; a model without a head gives hidden states. */
function kindOf({
  architectures,
  id2label,
  num_labels,
}: z.infer<typeof Config>): OnnxModel['kind'] | null {
  const [architecture = 'Model'] = architectures
  const labels = id2label === undefined ? (num_labels ?? 1) : Object.keys(id2label).length
  if (architecture.endsWith('ForSequenceClassification'))
    return labels === 1 ? 'cross-encoder' : null
  return /(Model|ForMaskedLM)$/.test(architecture) ? 'embedder' : null
}

/**
 * How a model wants its texts. Sentence Transformers' own files say it; exports often lack them, so the two families that must not be
 * used like the rest are known by name (E5: arXiv 2212.03533; BGE: arXiv 2309.07597).
 */
async function usageOf(
  name: string,
  folder: string,
): Promise<Pick<OnnxModel, 'pooling' | 'prefixes'>> {
  const pooling = await readJson(join(folder, '1_Pooling', 'config.json'), Pooling)
  const file = join(folder, 'config_sentence_transformers.json')
  const prompts = (await readJson(file, Prompts))?.prompts ?? {}
  const isE5 = /(^|[-_])e5([-_]|$)/i.test(name)
  const isBge = /^bge-(?!reranker)/i.test(name)
  return {
    pooling: (pooling?.pooling_mode_cls_token ?? isBge) ? 'first' : 'mean',
    prefixes: {
      query: prompts['query'] ?? (isE5 ? 'query: ' : ''),
      passage: prompts['document'] ?? prompts['passage'] ?? (isE5 ? 'passage: ' : ''),
    },
  }
}

async function maxTokensOf(
  name: string,
  folder: string,
  config: z.infer<typeof Config>,
): Promise<number> {
  if (name === EMBEDDING_MODEL) return 256
  const tokenizer = await readJson(join(folder, 'tokenizer_config.json'), TokenizerConfig)
  // XLM-R keeps two of its positions for itself.
  return Math.min(
    tokenizer?.model_max_length ?? MAX_TOKENS,
    config.max_position_embeddings - 2,
    MAX_TOKENS,
  )
}

/** Of the small files as they are, of the weights their size: reading them whole would take as long as loading the model. */
async function fingerprint(folder: string, weights: string, usage: string): Promise<string> {
  const hash = createHash('sha256')
    .update(usage)
    .update(String(statSync(weights).size))
  for (const name of ['config.json', 'tokenizer.json'])
    hash.update(await readFile(join(folder, name)))
  return hash.digest('hex').slice(0, 8)
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(file, 'utf8').catch(() => null) // Most models lack some of these files.
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null // Whoever asked says what follows.
  }
}
