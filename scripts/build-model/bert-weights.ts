import { must } from '../../src/main/lib/must.ts'
import type { Tensor } from './safetensors.ts'

/** What the builder needs to know of a BERT; names are those of `config.json`. */
export interface BertConfig {
  readonly hidden_size: number
  readonly num_attention_heads: number
  readonly num_hidden_layers: number
  readonly intermediate_size: number
  readonly vocab_size: number
  readonly max_position_embeddings: number
  readonly layer_norm_eps: number
}

/** A matrix as ONNX multiplies it: `rows` inputs to `columns` outputs, row by row. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
}

export interface Norm {
  readonly scale: Float32Array
  readonly shift: Float32Array
}

export interface Dense {
  readonly weight: Matrix
  readonly bias: Float32Array
}

export interface BertLayer {
  /** Query, key and value side by side: three times the hidden size in columns. */
  readonly attention: Dense
  readonly attentionOutput: Dense
  readonly attentionNorm: Norm
  readonly widen: Dense
  readonly narrow: Dense
  readonly outputNorm: Norm
}

export interface BertWeights {
  /** One row a word piece. */
  readonly words: Matrix
  /** One row a position, with the embedding of the first token type added: sentences have no second type. */
  readonly positions: Matrix
  readonly embeddingNorm: Norm
  readonly layers: readonly BertLayer[]
}

/** Sorts a checkpoint's tensors into BERT's parts, transposed for ONNX. Throws when one is missing. */
export function collectBertWeights(
  tensors: ReadonlyMap<string, Tensor>,
  config: BertConfig,
): BertWeights {
  const read = (name: string): Tensor =>
    must(tensors.get(name), `the checkpoint has a tensor "${name}"`)
  return {
    words: asMatrix(read('embeddings.word_embeddings.weight')),
    positions: withFirstType(
      asMatrix(read('embeddings.position_embeddings.weight')),
      read('embeddings.token_type_embeddings.weight').values,
    ),
    embeddingNorm: readNorm(read, 'embeddings.LayerNorm'),
    layers: Array.from({ length: config.num_hidden_layers }, (_, i) =>
      readLayer(read, `encoder.layer.${i}`),
    ),
  }
}

type Read = (name: string) => Tensor

function readLayer(read: Read, prefix: string): BertLayer {
  const self = `${prefix}.attention.self`
  return {
    attention: sideBySide(
      ['query', 'key', 'value'].map((part) => readDense(read, `${self}.${part}`)),
    ),
    attentionOutput: readDense(read, `${prefix}.attention.output.dense`),
    attentionNorm: readNorm(read, `${prefix}.attention.output.LayerNorm`),
    widen: readDense(read, `${prefix}.intermediate.dense`),
    narrow: readDense(read, `${prefix}.output.dense`),
    outputNorm: readNorm(read, `${prefix}.output.LayerNorm`),
  }
}

function readNorm(read: Read, prefix: string): Norm {
  return { scale: read(`${prefix}.weight`).values, shift: read(`${prefix}.bias`).values }
}

function readDense(read: Read, prefix: string): Dense {
  return {
    weight: transpose(asMatrix(read(`${prefix}.weight`))),
    bias: read(`${prefix}.bias`).values,
  }
}

function asMatrix({ shape, values }: Tensor): Matrix {
  return {
    rows: must(shape[0], 'a matrix has rows'),
    columns: must(shape[1], 'a matrix has columns'),
    values,
  }
}

function transpose({ rows, columns, values }: Matrix): Matrix {
  const turned = new Float32Array(values.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column] ?? 0
  return { rows: columns, columns: rows, values: turned }
}

function sideBySide(parts: readonly Dense[]): Dense {
  const rows = must(parts[0], 'there is a part').weight.rows
  const columns = parts.reduce((sum, { weight }) => sum + weight.columns, 0)
  const values = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    let start = row * columns
    for (const { weight } of parts) {
      values.set(weight.values.subarray(row * weight.columns, (row + 1) * weight.columns), start)
      start += weight.columns
    }
  }
  return {
    weight: { rows, columns, values },
    bias: Float32Array.from(parts.flatMap(({ bias }) => [...bias])),
  }
}

function withFirstType(positions: Matrix, types: Float32Array): Matrix {
  const values = positions.values.map((value, i) => value + (types[i % positions.columns] ?? 0))
  return { ...positions, values }
}
