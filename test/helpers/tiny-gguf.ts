import { writeFileSync } from 'node:fs'

/** A llama small enough to be written in a blink: one layer of random weights, which writes words without sense. */
export interface TinyModel {
  /** Tokens it says it was trained for. */
  readonly contextTokens?: number
  /** Carries a chat template, as models that converse do. */
  readonly isChat?: boolean
}

const WIDTH = 32
const HEADS = 2
const FEED_FORWARD = 64
const WORDS = [
  '▁the',
  '▁rent',
  '▁house',
  '▁is',
  '▁blue',
  '▁and',
  '▁a',
  '▁garden',
  '▁was',
  '▁of',
  '.',
  '▁old',
  '▁river',
  '▁to',
  '▁sea',
  ',',
]
const BYTES = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
)
const VOCABULARY = ['<unk>', '<s>', '</s>', ...BYTES, ...WORDS]
const FIRST_WORD = 3 + BYTES.length
/** GGUF's numbers for the kinds of tokens: normal 1, unknown 2, control 3, byte 6. */
const TOKEN_TYPES = VOCABULARY.map((_, id) => (id === 0 ? 2 : id < 3 ? 3 : id < FIRST_WORD ? 6 : 1))
const TEMPLATE =
  "{{ bos_token }}{% for message in messages %}[{{ message['role'] }}] {{ message['content'] }}\n{% endfor %}{% if add_generation_prompt %}[assistant] {% endif %}"

/** GGUF's numbers for the types of its values. */
type Value =
  | { readonly type: 4 | 5 | 6; readonly value: number }
  | { readonly type: 8; readonly value: string }
  | { readonly type: 9; readonly of: 5 | 6 | 8; readonly value: readonly (number | string)[] }

interface Tensor {
  readonly name: string
  /** Innermost first, as GGUF counts. */
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** Writes a valid GGUF file (version 3, architecture `llama`, 32-bit floats). The same options give the same bytes. */
export function writeTinyGguf(file: string, model: TinyModel = {}): void {
  const metadata = metadataOf(model)
  const tensors = tensorsOf(createRandom(7))
  const header = new Bytes()
  header.raw(Buffer.from('GGUF')).u32(3).u64(tensors.length).u64(Object.keys(metadata).length)
  for (const [name, value] of Object.entries(metadata))
    header.string(name).u32(value.type).value(value)
  let offset = 0
  for (const { name, shape, data } of tensors) {
    header.string(name).u32(shape.length)
    for (const size of shape) header.u64(size)
    header.u32(0).u64(offset)
    offset += data.byteLength
  }
  header.align()
  writeFileSync(
    file,
    Buffer.concat([header.buffer(), ...tensors.map(({ data }) => Buffer.from(data.buffer))]),
  )
}

function metadataOf({ contextTokens = 2048, isChat = true }: TinyModel): Record<string, Value> {
  return {
    'general.architecture': { type: 8, value: 'llama' },
    'general.name': { type: 8, value: 'tiny' },
    'general.alignment': { type: 4, value: 32 },
    'llama.context_length': { type: 4, value: contextTokens },
    'llama.embedding_length': { type: 4, value: WIDTH },
    'llama.block_count': { type: 4, value: 1 },
    'llama.feed_forward_length': { type: 4, value: FEED_FORWARD },
    'llama.attention.head_count': { type: 4, value: HEADS },
    'llama.rope.dimension_count': { type: 4, value: WIDTH / HEADS },
    'llama.attention.layer_norm_rms_epsilon': { type: 6, value: 1e-5 },
    'llama.vocab_size': { type: 4, value: VOCABULARY.length },
    'tokenizer.ggml.model': { type: 8, value: 'llama' },
    'tokenizer.ggml.tokens': { type: 9, of: 8, value: VOCABULARY },
    'tokenizer.ggml.scores': {
      type: 9,
      of: 6,
      value: VOCABULARY.map((_, id) => (id < FIRST_WORD ? -1000 : FIRST_WORD - id)),
    },
    'tokenizer.ggml.token_type': { type: 9, of: 5, value: TOKEN_TYPES },
    'tokenizer.ggml.bos_token_id': { type: 4, value: 1 },
    'tokenizer.ggml.eos_token_id': { type: 4, value: 2 },
    'tokenizer.ggml.unknown_token_id': { type: 4, value: 0 },
    ...(isChat ? { 'tokenizer.chat_template': { type: 8, value: TEMPLATE } as const } : {}),
  }
}

function tensorsOf(random: () => number): Tensor[] {
  const matrix = (name: string, rows: number, columns: number): Tensor => ({
    name,
    shape: [columns, rows],
    data: Float32Array.from({ length: rows * columns }, () => random() - 0.5),
  })
  const ones = (name: string): Tensor => ({
    name,
    shape: [WIDTH],
    data: new Float32Array(WIDTH).fill(1),
  })
  const output = matrix('output.weight', VOCABULARY.length, WIDTH)
  // Only words get a say: never the end of the text, nor half a character.
  output.data.fill(0, 0, FIRST_WORD * WIDTH)
  return [
    matrix('token_embd.weight', VOCABULARY.length, WIDTH),
    ones('blk.0.attn_norm.weight'),
    matrix('blk.0.attn_q.weight', WIDTH, WIDTH),
    matrix('blk.0.attn_k.weight', WIDTH, WIDTH),
    matrix('blk.0.attn_v.weight', WIDTH, WIDTH),
    matrix('blk.0.attn_output.weight', WIDTH, WIDTH),
    ones('blk.0.ffn_norm.weight'),
    matrix('blk.0.ffn_gate.weight', FEED_FORWARD, WIDTH),
    matrix('blk.0.ffn_up.weight', FEED_FORWARD, WIDTH),
    matrix('blk.0.ffn_down.weight', WIDTH, FEED_FORWARD),
    ones('output_norm.weight'),
    output,
  ]
}

/** Park and Miller's generator: the same numbers, 0 to 1, after the same seed. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

class Bytes {
  readonly #parts: Buffer[] = []
  #length = 0

  raw(part: Buffer): this {
    this.#parts.push(part)
    this.#length += part.length
    return this
  }
  u32(value: number): this {
    const part = Buffer.alloc(4)
    part.writeUInt32LE(value)
    return this.raw(part)
  }
  u64(value: number): this {
    const part = Buffer.alloc(8)
    part.writeBigUInt64LE(BigInt(value))
    return this.raw(part)
  }
  f32(value: number): this {
    const part = Buffer.alloc(4)
    part.writeFloatLE(value)
    return this.raw(part)
  }
  string(value: string): this {
    const text = Buffer.from(value)
    return this.u64(text.length).raw(text)
  }
  value(value: Value): this {
    if (value.type === 8) return this.string(value.value)
    if (value.type === 6) return this.f32(value.value)
    if (value.type !== 9) return this.u32(value.value)
    this.u32(value.of).u64(value.value.length)
    for (const item of value.value) {
      if (typeof item === 'string') this.string(item)
      else if (value.of === 6) this.f32(item)
      else this.u32(item)
    }
    return this
  }
  /** Tensors begin at a multiple of 32. */
  align(): void {
    this.raw(Buffer.alloc((32 - (this.#length % 32)) % 32))
  }
  buffer(): Buffer {
    return Buffer.concat(this.#parts)
  }
}
