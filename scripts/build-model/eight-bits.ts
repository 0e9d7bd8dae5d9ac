import type { Arithmetic } from './bert-graph.ts'
import type { Dense, Matrix } from './bert-weights.ts'
import { MICROSOFT, type OnnxGraph } from './onnx-graph.ts'

/** Symmetric: -127 to 127, so that zero stays zero and negation is exact. */
const LARGEST = 127

/**
 * Channels of a value of the graph that run far beyond the others, by the power of two that brings them back in line:
 * `{ "layer.0.gelu": { "4": [17, 1203] } }`.
 */
export type Outliers = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>

/**
 * Weights in 8 bits, each output column (and each word's row) with its own scale; activations are brought to 8 bits as they
 * come, with one scale for all. So that a few outlying channels do not use up those 256 steps, they are divided by their
 * factor and the weight's rows multiplied by it, which changes nothing but the rounding (SmoothQuant, Xiao et al., 2023).
 * It takes the mean cosine to the float model from 0.993 to 0.998.
 */
export function eightBits(outliers: Outliers): Arithmetic {
  const smoothed = (
    graph: OnnxGraph,
    dense: Dense,
    names: Names,
  ): [string, [string, string, string]] => {
    const factors = factorsOf(outliers[names.input], dense.weight.rows)
    const weight = addQuantized(
      graph,
      withRowsTimes(dense.weight, factors),
      `${names.output}.weight`,
    )
    if (factors.every((factor) => factor === 1)) return [names.input, weight]
    const inverse = factors.map((factor) => 1 / factor)
    const inverseName = graph.constant(`${names.output}.smoothing`, [inverse.length], inverse)
    graph.node('Mul', [names.input, inverseName], [`${names.output}.smooth`])
    return [`${names.output}.smooth`, weight]
  }

  return {
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

    attend(graph, dense, { input, tokenCounts, output, heads }) {
      const [smooth, [weight, weightScale, weightZero]] = smoothed(graph, dense, { input, output })
      const bias = graph.constant(`${output}.bias`, [dense.bias.length], dense.bias)
      const [values, scale, zero] = [
        `${output}.input`,
        `${output}.input.scale`,
        `${output}.input.zero`,
      ]
      graph.node('DynamicQuantizeLinear', [smooth], [values, scale, zero])
      const inputs = [values, weight, bias, scale, weightScale, tokenCounts, zero, weightZero]
      graph.node('QAttention', inputs, [output], {
        domain: MICROSOFT,
        attributes: { num_heads: { whole: heads } },
      })
    },

    multiply(graph, dense, { input, output }) {
      const [smooth, weight] = smoothed(graph, dense, { input, output })
      const bias = graph.constant(`${output}.bias`, [dense.bias.length], dense.bias)
      graph.node('DynamicQuantizeMatMul', [smooth, ...weight, bias], [output], {
        domain: MICROSOFT,
      })
    },
  }
}

interface Names {
  readonly input: string
  readonly output: string
}

function factorsOf(outliers: Outliers[string] | undefined, channels: number): Float32Array {
  const factors = new Float32Array(channels).fill(1)
  for (const [factor, members] of Object.entries(outliers ?? {}))
    for (const channel of members) factors[channel] = Number(factor)
  return factors
}

function withRowsTimes(matrix: Matrix, factors: Float32Array): Matrix {
  const rowOf = (i: number): number => Math.floor(i / matrix.columns)
  return { ...matrix, values: matrix.values.map((value, i) => value * (factors[rowOf(i)] ?? 1)) }
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
