import { bytes, float, message, text, whole } from './protobuf.ts'

/** Element types of onnx.proto's `TensorProto.DataType`. */
const ELEMENT_TYPES = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const
const ATTRIBUTE_TYPES = { float: 1, whole: 2 } as const
/** The oldest file version that allows what the graphs use, so that older runtimes read them too. */
const IR_VERSION = 8
const OPSET = 17
/** ONNX Runtime's own operators, which fuse what a transformer does. */
export const MICROSOFT = 'com.microsoft'

export type ElementType = keyof typeof ELEMENT_TYPES
type ConstantValues = Float32Array | Int8Array | Uint8Array | Int32Array | BigInt64Array

/** A number attribute: ONNX tells floats and whole numbers apart. */
export type Attribute = { readonly float: number } | { readonly whole: number }

/** A value at the graph's edge; dimensions that vary have a name instead of a size. */
export interface GraphValue {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly (number | string)[]
}

interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>
  readonly domain?: string
}

/** An ONNX graph that grows node by node; nodes must be added in an order in which they can run. */
export class OnnxGraph {
  readonly #nodes: Buffer[] = []
  readonly #constants: Buffer[] = []

  /** Adds a constant and returns its name. */
  constant(name: string, shape: readonly number[], values: ConstantValues): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    this.#constants.push(
      message(5, [
        ...shape.map((size) => whole(1, size)),
        whole(2, ELEMENT_TYPES[elementTypeOf(values)]),
        text(8, name),
        bytes(9, raw),
      ]),
    )
    return name
  }

  /** Adds a node; an empty input name leaves an optional input out. */
  node(
    operator: string,
    inputs: readonly string[],
    outputs: readonly string[],
    options: NodeOptions = {},
  ): void {
    const attributes = Object.entries(options.attributes ?? {})
    this.#nodes.push(
      message(1, [
        ...inputs.map((name) => text(1, name)),
        ...outputs.map((name) => text(2, name)),
        text(3, `${operator}:${outputs[0] ?? ''}`),
        text(4, operator),
        ...attributes.map(([name, value]) => attributeField(name, value)),
        ...(options.domain === undefined ? [] : [text(7, options.domain)]),
      ]),
    )
  }

  /** The finished model file. */
  toModel(
    name: string,
    edges: { inputs: readonly GraphValue[]; outputs: readonly GraphValue[] },
  ): Buffer {
    const graph = message(7, [
      ...this.#nodes,
      text(2, name),
      ...this.#constants,
      ...edges.inputs.map((value) => valueField(11, value)),
      ...edges.outputs.map((value) => valueField(12, value)),
    ])
    const opsets = [
      message(8, [text(1, ''), whole(2, OPSET)]),
      message(8, [text(1, MICROSOFT), whole(2, 1)]),
    ]
    return Buffer.concat([whole(1, IR_VERSION), text(2, 'carrel'), graph, ...opsets])
  }
}

function elementTypeOf(values: ConstantValues): ElementType {
  if (values instanceof Float32Array) return 'float'
  if (values instanceof Int8Array) return 'int8'
  if (values instanceof Uint8Array) return 'uint8'
  return values instanceof Int32Array ? 'int32' : 'int64'
}

function attributeField(name: string, value: Attribute): Buffer {
  if ('float' in value)
    return message(5, [text(1, name), float(2, value.float), whole(20, ATTRIBUTE_TYPES.float)])
  return message(5, [text(1, name), whole(3, value.whole), whole(20, ATTRIBUTE_TYPES.whole)])
}

function valueField(field: number, { name, type, shape }: GraphValue): Buffer {
  const dimensions = shape.map((size) =>
    message(1, [typeof size === 'number' ? whole(1, size) : text(2, size)]),
  )
  const tensorType = message(1, [whole(1, ELEMENT_TYPES[type]), message(2, dimensions)])
  return message(field, [text(1, name), message(2, [tensorType])])
}
