import type { Arithmetic } from './bert-graph.ts'
import { MICROSOFT } from './onnx-graph.ts'

/** Everything in 32-bit floats: the weights as they are. */
export const singleFloats: Arithmetic = {
  lookUp(graph, table, { ids, output }) {
    const name = graph.constant('words', [table.rows, table.columns], table.values)
    graph.node('Gather', [name, ids], [output])
  },

  attend(graph, { weight, bias }, { input, tokenCounts, output, heads }) {
    const weightName = graph.constant(
      `${output}.weight`,
      [weight.rows, weight.columns],
      weight.values,
    )
    const biasName = graph.constant(`${output}.bias`, [bias.length], bias)
    graph.node('Attention', [input, weightName, biasName, tokenCounts], [output], {
      domain: MICROSOFT,
      attributes: { num_heads: { whole: heads } },
    })
  },

  multiply(graph, { weight, bias }, { input, output }) {
    const weightName = graph.constant(
      `${output}.weight`,
      [weight.rows, weight.columns],
      weight.values,
    )
    const biasName = graph.constant(`${output}.bias`, [bias.length], bias)
    graph.node('MatMul', [input, weightName], [`${output}.product`])
    graph.node('Add', [`${output}.product`, biasName], [output])
  },
}
