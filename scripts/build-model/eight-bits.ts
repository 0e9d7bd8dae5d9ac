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
  return {
    lookUp,

    attend(graph, dense, { input, tokenCounts, output, heads }) {
      const operands = addOperands(graph, dense, { input, output, outliers: outliers[input] })
      const { smooth, weight, weightScale, weightZero, bias } = operands
      const [values, scale, zero] = [
        `${output}.input`,
        `${output}.input.scale`,
        `${output}.input.zero`,
      ]
      graph.node('DynamicQuantizeLinear', [smooth], [values, scale, zero])
      const inputs = [values, weight, bias, scale, weightScale, tokenCounts, zero, weightZero]
      const attributes = { num_heads: { whole: heads } }
      graph.node('QAttention', inputs, [output], { domain: MICROSOFT, attributes })
    },

    multiply(graph, dense, { input, output }) {
      const operands = addOperands(graph, dense, { input, output, outliers: outliers[input] })
      const { smooth, weight, weightScale, weightZero, bias } = operands
      const inputs = [smooth, weight, weightScale, weightZero, bias]
      graph.node('DynamicQuantizeMatMul', inputs, [output], { domain: MICROSOFT })
    },
  }
}

function lookUp(
  graph: OnnxGraph,
  table: Matrix,
  { ids, output }: { ids: string; output: string },
): void {
  const { values, scales } = quantizeRows(table)
  const words = graph.constant('words', [table.rows, table.columns], values)
  const wordScales = graph.constant('words.scale', [table.rows, 1], scales)
  graph.node('Gather', [words, ids], [`${output}.int8`])
  graph.node('Cast', [`${output}.int8`], [`${output}.float`], { attributes: { to: { whole: 1 } } })
  graph.node('Gather', [wordScales, ids], [`${output}.scale`])
  graph.node('Mul', [`${output}.float`, `${output}.scale`], [output])
}

interface OperandOptions {
  readonly input: string
  readonly output: string
  readonly outliers: Outliers[string] | undefined
}

/** Names of what a product multiplies and adds. */
interface Operands {
  readonly smooth: string
  readonly weight: string
  readonly weightScale: string
  readonly weightZero: string
  readonly bias: string
}

function addOperands(graph: OnnxGraph, dense: Dense, options: OperandOptions): Operands {
  const { input, output, outliers } = options
  const { rows, columns } = dense.weight
  const factors = factorsOf(outliers, rows)
  const { values, scales } = quantizeColumns(withRowsTimes(dense.weight, factors))
  return {
    smooth: outliers === undefined ? input : addSmoothing(graph, factors, { input, output }),
    weight: graph.constant(`${output}.weight`, [rows, columns], values),
    weightScale: graph.constant(`${output}.weight.scale`, [columns], scales),
    weightZero: graph.constant(`${output}.weight.zero`, [columns], new Int8Array(columns)),
    bias: graph.constant(`${output}.bias`, [columns], dense.bias),
  }
}

function addSmoothing(
  graph: OnnxGraph,
  factors: Float32Array,
  names: { input: string; output: string },
): string {
  const smooth = `${names.output}.smooth`
  const inverse = factors.map((factor) => 1 / factor)
  graph.node(
    'Mul',
    [names.input, graph.constant(`${smooth}.by`, [inverse.length], inverse)],
    [smooth],
  )
  return smooth
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
