import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OnnxGraph } from '../../scripts/build-model/onnx-graph.ts'
import { modelFolder as bundledModels } from './test-library.ts'

const VOCABULARY = 30_522
/** Below are BERT's marks, signs, digits and letters; words begin with "the". */
const FIRST_WORD = 1996

/**
 * An embedder small enough to be written in a blink, in the layout of transformers.js: texts are as close as the word pieces they share.
 * Folder `folder/name`.
 */
export function writeTinyEmbedder(folder: string, name = 'tiny-embedder', dimensions = 32): void {
  const graph = new OnnxGraph()
  graph.constant('table', [VOCABULARY, dimensions], randomTable(dimensions))
  graph.node('Gather', ['table', 'input_ids'], ['last_hidden_state'])
  const model = graph.toModel('tiny', {
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['batch', 'tokens'] },
      { name: 'attention_mask', type: 'int64', shape: ['batch', 'tokens'] },
    ],
    outputs: [{ name: 'last_hidden_state', type: 'float', shape: ['batch', 'tokens', dimensions] }],
  })
  writeModel(join(folder, name), model, { architectures: ['BertModel'], hidden_size: dimensions })
}

/** A cross-encoder whose logit is the number of equal word pieces in question and passage, less 2.5. */
export function writeTinyCrossEncoder(folder: string, name = 'tiny-cross-encoder'): void {
  const graph = new OnnxGraph()
  const axes = (axis: number): string =>
    graph.constant(`axis.${axis}`, [1], BigInt64Array.of(BigInt(axis)))
  const [one, two] = [axes(1), axes(2)]
  const cast = (input: string, output: string): void =>
    graph.node('Cast', [input], [output], { attributes: { to: { whole: 1 } } })
  graph.node('Unsqueeze', ['input_ids', two], ['down'])
  graph.node('Unsqueeze', ['input_ids', one], ['across'])
  graph.node('Equal', ['down', 'across'], ['equal'])
  cast('equal', 'equals')
  const first = graph.constant('first', [1], BigInt64Array.of(BigInt(FIRST_WORD - 1)))
  graph.node('Greater', ['input_ids', first], ['is-word'])
  cast('is-word', 'words')
  cast('token_type_ids', 'types')
  graph.node('Mul', ['words', 'types'], ['passage'])
  graph.node('Sub', ['words', 'passage'], ['question'])
  graph.node('Unsqueeze', ['question', one], ['row'])
  graph.node('Unsqueeze', ['passage', two], ['column'])
  graph.node('MatMul', ['row', 'equals'], ['shared'])
  graph.node('MatMul', ['shared', 'column'], ['count'])
  graph.node('Squeeze', ['count', two], ['counted'])
  graph.node('Sub', ['counted', graph.constant('less', [1], Float32Array.of(2.5))], ['logits'])
  const tokens = { type: 'int64', shape: ['batch', 'tokens'] } as const
  const model = graph.toModel('tiny', {
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({ name, ...tokens })),
    outputs: [{ name: 'logits', type: 'float', shape: ['batch', 1] }],
  })
  const config = { architectures: ['BertForSequenceClassification'], hidden_size: 32 }
  writeModel(join(folder, name), model, { ...config, id2label: { 0: 'LABEL_0' } })
}

function writeModel(folder: string, model: Buffer, config: object): void {
  const bundled = join(bundledModels, 'all-MiniLM-L6-v2')
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  for (const name of ['tokenizer.json', 'tokenizer_config.json'])
    cpSync(join(bundled, name), join(folder, name))
  const all = { model_type: 'bert', vocab_size: VOCABULARY, max_position_embeddings: 512 }
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...all, ...config }))
  writeFileSync(join(folder, 'onnx', 'model.onnx'), model)
}

/** The same numbers each time (Park & Miller); marks and signs are zeros. */
function randomTable(dimensions: number): Float32Array {
  const table = new Float32Array(VOCABULARY * dimensions)
  let state = 7
  for (let i = FIRST_WORD * dimensions; i < table.length; i++) {
    state = (state * 48271) % 2147483647
    table[i] = state / 2147483647 - 0.5
  }
  return table
}
