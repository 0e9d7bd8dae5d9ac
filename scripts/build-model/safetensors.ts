/** A tensor of 32-bit floats, last dimension fastest. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

interface Entry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

/**
 * The float tensors of a safetensors file by name, widened to 32 bits (exactly: every half float has a single-float equal).
 * Tensors of whole numbers are passed over. Format: an 8-byte length, a JSON header of that length, then the data.
 */
export function readSafetensors(file: Buffer): Map<string, Tensor> {
  const headerBytes = Number(file.readBigUInt64LE(0))
  const header = JSON.parse(file.toString('utf8', 8, 8 + headerBytes)) as Record<string, Entry>
  const data = file.subarray(8 + headerBytes)
  const tensors = new Map<string, Tensor>()
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const values = decode(data.subarray(...data_offsets), dtype)
    if (values !== null) tensors.set(name, { shape, values })
  }
  return tensors
}

function decode(bytes: Buffer, dtype: string): Float32Array | null {
  if (dtype === 'F32')
    return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4))
  if (dtype !== 'F16') return null
  const values = new Float32Array(bytes.length / 2)
  for (let i = 0; i < values.length; i++) values[i] = halfToSingle(bytes.readUInt16LE(i * 2))
  return values
}

/** IEEE 754 binary16: one sign bit, five of exponent (bias 15), ten of fraction. */
function halfToSingle(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
