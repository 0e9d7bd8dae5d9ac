/**
 * The part of the protobuf wire format that ONNX files need (protobuf.dev/programming-guides/encoding): fields are written
 * in the order they are given, so equal input gives equal bytes.
 */

const VARINT = 0
const LENGTH_DELIMITED = 2
const FIXED_32 = 5

/** A whole number field, zero or above. */
export function whole(field: number, value: number): Buffer {
  return Buffer.concat([tag(field, VARINT), varint(value)])
}

/** A 32-bit float field. */
export function float(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return Buffer.concat([tag(field, FIXED_32), bytes])
}

/** A string field, in UTF-8. */
export function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value, 'utf8'))
}

/** A bytes field. */
export function bytes(field: number, value: Uint8Array): Buffer {
  return Buffer.concat([tag(field, LENGTH_DELIMITED), varint(value.byteLength), value])
}

/** A field that is itself a message, given by its fields. */
export function message(field: number, fields: readonly Uint8Array[]): Buffer {
  return bytes(field, Buffer.concat(fields))
}

function tag(field: number, wireType: number): Buffer {
  return varint(field * 8 + wireType)
}

function varint(value: number): Buffer {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`Not a whole number from 0: ${value}`)
  const groups: number[] = []
  let rest = value
  while (rest >= 128) {
    groups.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...groups, rest])
}
