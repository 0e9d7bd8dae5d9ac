import type { Arithmetic } from './bert-graph.ts'
import type { Matrix } from './bert-weights.ts'
import { MICROSOFT, type OnnxGraph } from './onnx-graph.ts'

/** Symmetric: -127 to 127, so that zero stays zero and negation is exact. */
const LARGEST = 127

/**
 * Weights in 8 bits, each output column (and each word's row) with its own scale; activations are brought to 8 bits as they come.
 */
export const eightBits: Arithmetic = {
  lookUp(graph, table, { ids, output }) {
    const { values, scales } = quantizeRows(table)
    const words = graph.constant('words', [table.rows, table.columns], values)
    const wordScales = graph.constant('words.scale', [table.rows, 1], scales)
    graph.node('Gather', [words, ids], [`${output}.int8`])
    graph.node('Cast', [`${output}.int8`], [`${output}.float`], {
      attributes: { to: { whole: 1 } },
    })
    graph.node('Gather', [wordScales, ids], [`${output}.scale`])
    graph.node('Mul', [`${output}.float`, `${output}.scale`], [output])
  },

  attend(graph, { weight, bias }, { input, tokenCounts, output, heads }) {
    const [weightName, scaleName, zeroName] = addQuantized(graph, weight, `${output}.weight`)
    const biasName = graph.constant(`${output}.bias`, [bias.length], bias)
    const parts = ['values', 'scale', 'zero'].map((part) => `${output}.input.${part}`)
    const [quantized = '', scale = '', zero = ''] = parts
    graph.node('DynamicQuantizeLinear', [input], parts)
    const inputs = [quantized, weightName, biasName, scale, scaleName, tokenCounts, zero, zeroName]
    graph.node('QAttention', inputs, [output], {
      domain: MICROSOFT,
      attributes: { num_heads: { whole: heads } },
    })
  },

  multiply(graph, weight, { input, output }) {
    const names = addQuantized(graph, weight, `${output}.weight`)
    graph.node('DynamicQuantizeMatMul', [input, ...names], [output], { domain: MICROSOFT })
  },
}

function addQuantized(graph: OnnxGraph, weight: Matrix, name: string): [string, string, string] {
  const { values, scales } = quantizeColumns(weight)
  return [
    graph.constant(name, [weight.rows, weight.columns], values),
    graph.constant(`${name}.scale`, [weight.columns], scales),
    graph.constant(`${name}.zero`, [weight.columns], new Int8Array(weight.columns)),
  ]
}

interface Quantized {
  readonly values: Int8Array
  readonly scales: Float32Array
}

function quantizeColumns(matrix: Matrix): Quantized {
  return quantize(matrix.values, matrix.columns, (i) => i % matrix.columns)
}

function quantizeRows(matrix: Matrix): Quantized {
  return quantize(matrix.values, matrix.rows, (i) => Math.floor(i / matrix.columns))
}

function quantize(
  floats: Float32Array,
  groups: number,
  groupOf: (index: number) => number,
): Quantized {
  const scales = new Float32Array(groups)
  for (const [i, value] of floats.entries()) {
    const group = groupOf(i)
    scales[group] = Math.max(scales[group] ?? 0, Math.abs(value) / LARGEST)
  }
  const values = new Int8Array(floats.length)
  for (const [i, value] of floats.entries()) {
    const scale = scales[groupOf(i)] ?? 0
    values[i] = scale === 0 ? 0 : Math.max(-LARGEST, Math.min(LARGEST, Math.round(value / scale)))
  }
  return { values, scales }
}
