import type { BertConfig, BertLayer, BertWeights, Dense, Matrix, Norm } from './bert-weights.ts'
import { MICROSOFT, OnnxGraph } from './onnx-graph.ts'

/** How a graph computes what depends on the number format; each adds nodes that write `output`. */
export interface Arithmetic {
  /** The rows of `table` for `ids`. */
  lookUp(graph: OnnxGraph, table: Matrix, names: { ids: string; output: string }): void
  /** Self-attention, from hidden states to the heads' joined results. `tokenCounts` says how many positions of each text are real. */
  attend(graph: OnnxGraph, dense: Dense, names: AttentionNames): void
  /** `input` times the weight, without the bias: the node that follows adds it. */
  multiply(graph: OnnxGraph, weight: Matrix, names: { input: string; output: string }): void
}

export interface AttentionNames {
  readonly input: string
  readonly tokenCounts: string
  readonly output: string
  readonly heads: number
}

/**
 * BERT's encoder as an ONNX model of fused operators: `input_ids` and `attention_mask` (padding on the right) in,
 * `last_hidden_state` out.
 */
export function buildBertModel(
  weights: BertWeights,
  config: BertConfig,
  arithmetic: Arithmetic,
): Buffer {
  const graph = new OnnxGraph()
  let hidden = addEmbeddings(graph, weights, { config, arithmetic })
  for (const [index, layer] of weights.layers.entries()) {
    const isLast = index === weights.layers.length - 1
    hidden = addLayer(graph, layer, {
      config,
      arithmetic,
      prefix: `layer.${index}`,
      input: hidden,
      output: isLast ? 'last_hidden_state' : `layer.${index}.hidden`,
    })
  }
  return graph.toModel('bert', {
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['batch', 'tokens'] },
      { name: 'attention_mask', type: 'int64', shape: ['batch', 'tokens'] },
    ],
    outputs: [{ name: hidden, type: 'float', shape: ['batch', 'tokens', config.hidden_size] }],
  })
}

interface GraphOptions {
  readonly config: BertConfig
  readonly arithmetic: Arithmetic
}

function addEmbeddings(
  graph: OnnxGraph,
  weights: BertWeights,
  { config, arithmetic }: GraphOptions,
): string {
  const { positions, embeddingNorm } = weights
  const axis = graph.constant('axis.1', [1], BigInt64Array.of(1n))
  graph.node('ReduceSum', ['attention_mask', axis], ['token_counts.64'], {
    attributes: { keepdims: { whole: 0 } },
  })
  graph.node('Cast', ['token_counts.64'], ['token_counts'], { attributes: { to: { whole: 6 } } })
  graph.node('Shape', ['input_ids'], ['width'], {
    attributes: { start: { whole: 1 }, end: { whole: 2 } },
  })
  const start = graph.constant('axis.0', [1], BigInt64Array.of(0n))
  const table = graph.constant('positions', [positions.rows, positions.columns], positions.values)
  graph.node('Slice', [table, start, 'width', start], ['positions.used'])
  arithmetic.lookUp(graph, weights.words, { ids: 'input_ids', output: 'words.used' })
  graph.node('Add', ['words.used', 'positions.used'], ['embeddings.sum'])
  graph.node(
    'LayerNormalization',
    ['embeddings.sum', ...addNorm(graph, embeddingNorm, 'embeddings')],
    ['embeddings'],
    {
      attributes: { epsilon: { float: config.layer_norm_eps } },
    },
  )
  return 'embeddings'
}

interface LayerOptions extends GraphOptions {
  readonly prefix: string
  readonly input: string
  readonly output: string
}

function addLayer(graph: OnnxGraph, layer: BertLayer, options: LayerOptions): string {
  const { arithmetic, config, prefix, input, output } = options
  const at = (part: string): string => `${prefix}.${part}`
  const heads = config.num_attention_heads
  arithmetic.attend(graph, layer.attention, {
    input,
    tokenCounts: 'token_counts',
    output: at('context'),
    heads,
  })
  arithmetic.multiply(graph, layer.attentionOutput.weight, {
    input: at('context'),
    output: at('attention'),
  })
  const attended = {
    ...options,
    input: at('attention'),
    skip: input,
    output: at('attended'),
    prefix: at('attended'),
  }
  addSkipNorm(graph, layer.attentionNorm, { ...attended, bias: layer.attentionOutput.bias })

  arithmetic.multiply(graph, layer.widen.weight, { input: at('attended'), output: at('wide') })
  const wideBias = graph.constant(at('wide.bias'), [layer.widen.bias.length], layer.widen.bias)
  graph.node('BiasGelu', [at('wide'), wideBias], [at('gelu')], { domain: MICROSOFT })
  arithmetic.multiply(graph, layer.narrow.weight, { input: at('gelu'), output: at('narrow') })
  const finished = {
    ...options,
    input: at('narrow'),
    skip: at('attended'),
    output,
    prefix: at('output'),
  }
  addSkipNorm(graph, layer.outputNorm, { ...finished, bias: layer.narrow.bias })
  return output
}

interface SkipNormOptions extends LayerOptions {
  readonly skip: string
  readonly bias: Float32Array
}

function addSkipNorm(graph: OnnxGraph, norm: Norm, options: SkipNormOptions): void {
  const { prefix, input, skip, output, bias, config } = options
  const biasName = graph.constant(`${prefix}.bias`, [bias.length], bias)
  graph.node(
    'SkipLayerNormalization',
    [input, skip, ...addNorm(graph, norm, prefix), biasName],
    [output],
    {
      domain: MICROSOFT,
      attributes: { epsilon: { float: config.layer_norm_eps } },
    },
  )
}

function addNorm(graph: OnnxGraph, { scale, shift }: Norm, prefix: string): [string, string] {
  return [
    graph.constant(`${prefix}.norm.scale`, [scale.length], scale),
    graph.constant(`${prefix}.norm.shift`, [shift.length], shift),
  ]
}
