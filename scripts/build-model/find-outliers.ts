/**
 * Writes outlier-channels.json: runs the float model over calibration.txt and notes the channels, at the input of each matrix
 * product, whose largest value is far above that of the others. Run by hand when the weights change:
 * `node scripts/build-model/find-outliers.ts`.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { AutoModel, env, Tensor } from '@huggingface/transformers'
import { loadTokenizer } from '../../src/main/inference/tokenizer.ts'
import { must } from '../../src/main/lib/must.ts'
import { buildBertModel } from './bert-graph.ts'
import { collectBertWeights, type BertConfig } from './bert-weights.ts'
import { readSafetensors } from './safetensors.ts'
import { singleFloats } from './single-floats.ts'
import { findWeights } from './write-model.ts'

/**
 * A channel's largest value may be 1.5 times the median of all channels'; beyond that it is halved until it is.
 * Of 1, 1.5, 2 and 3, 1.5 gave the highest mean cosine over 109 texts (0.9983, the others 0.9977 to 0.9979).
 */
const TOLERATED = 1.5

const folder = import.meta.dirname
const modelFolder = join(folder, '..', '..', 'models')
const texts = (await readFile(join(folder, 'calibration.txt'), 'utf8'))
  .split('\n')
  .filter((line) => line !== '')
const largest = await findLargest(texts)
const outliers = Object.fromEntries(
  [...largest].map(([name, values]) => [name, groupOutliers(values)]),
)
await writeFile(join(folder, 'outlier-channels.json'), JSON.stringify(outliers) + '\n')

/** The largest absolute value of each channel, by the name of the value in the graph. */
async function findLargest(lines: readonly string[]): Promise<Map<string, Float32Array>> {
  const config = JSON.parse(
    await readFile(join(findWeights(), 'config.json'), 'utf8'),
  ) as BertConfig
  const layers = Array.from({ length: config.num_hidden_layers }, (_, i) => `layer.${i}`)
  const hidden = layers.slice(0, -1).map((layer) => `${layer}.hidden`)
  const names = [
    'embeddings',
    ...hidden,
    ...layers.flatMap((layer) => [`${layer}.attended`, `${layer}.gelu`]),
  ]
  await using model = await openModel(config, names)
  const tokenizer = await loadTokenizer(modelFolder)
  const found = new Map<string, Float32Array>()
  for (const line of lines) {
    const ids = tokenizer.encode(line)
    for (const [name, tensor] of Object.entries(await model.run(ids))) {
      if (!names.includes(name)) continue
      const values = tensor.data as Float32Array
      const channels = found.get(name) ?? new Float32Array(values.length / ids.length)
      for (const [i, value] of values.entries()) {
        const channel = i % channels.length
        channels[channel] = Math.max(channels[channel] ?? 0, Math.abs(value))
      }
      found.set(name, channels)
    }
  }
  return found
}

interface TappedModel extends AsyncDisposable {
  run(ids: readonly number[]): Promise<Record<string, Tensor>>
}

async function openModel(config: BertConfig, alsoOutput: readonly string[]): Promise<TappedModel> {
  const weights = readSafetensors(await readFile(join(findWeights(), 'model.fp16.safetensors')))
  const model = buildBertModel(collectBertWeights(weights, config), {
    config,
    arithmetic: singleFloats,
    alsoOutput,
  })
  const temporary = await mkdtemp(join(tmpdir(), 'outliers-'))
  await mkdir(join(temporary, 'onnx'))
  await writeFile(join(temporary, 'config.json'), JSON.stringify(config))
  await writeFile(join(temporary, 'onnx', 'model.onnx'), model)
  env.localModelPath = dirname(temporary)
  env.allowRemoteModels = false
  const loaded = await AutoModel.from_pretrained(basename(temporary), { dtype: 'fp32' })
  return {
    async run(ids) {
      const shape = [1, ids.length]
      const inputs = {
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      }
      return (await loaded(inputs)) as Record<string, Tensor>
    },
    async [Symbol.asyncDispose]() {
      await loaded.dispose()
      await rm(temporary, { recursive: true, force: true })
    },
  }
}

function groupOutliers(largestValues: Float32Array): Record<string, number[]> {
  const median = must(largestValues.toSorted()[largestValues.length >> 1], 'there are channels')
  const groups: Record<string, number[]> = {}
  for (const [channel, value] of largestValues.entries()) {
    const factor = 2 ** Math.max(0, Math.round(Math.log2(value / (TOLERATED * median))))
    if (factor > 1) (groups[factor] ??= []).push(channel)
  }
  return groups
}
