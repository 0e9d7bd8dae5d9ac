/** The loops that look at every chunk of a library, in WebAssembly: ten times faster than the same in JavaScript. */
export interface ScanKernel {
  /** Writes the distances, in bits, of `count` codes to the one at `query`, two bytes each. */
  measure(query: number, codes: number, count: number, distances: number): void
  /** Counts `count` distances in a histogram, four bytes a distance. */
  tally(distances: number, count: number, histogram: number): void
  /**
   * Writes the places of the codes whose distance is at most `furthest` (four bytes each), and their scores (floats): what the 256 sums of each
   * byte, one after another, add up to. Returns how many there are.
   */
  gather(
    codes: number,
    count: number,
    distances: number,
    furthest: number,
    sums: number,
    places: number,
    scores: number,
  ): number
  /** The inner product of `count` numbers of two bytes and as many of one; a multiple of 16. */
  product(query: number, row: number, count: number): number
}

/** What scan-kernel.wat compiles to. A test compares them, and prints what belongs here when that was changed. */
export const SCAN_KERNEL =
  'AGFzbQEAAAABIARgBH9/f38AYAN/f38AYAd/f39/f39/AX9gA39/fwF/AhEBBXRhYmxlBm1lbW9yeQIAAQMFBAABAgMHJgQHbWVhc3VyZQAABX' +
  'RhbGx5AAEGZ2F0aGVyAAIHcHJvZHVjdAADCuQDBJgBAgF/Bn4gACkDACEFIAApAwghBiAAKQMQIQcgACkDGCEIIAApAyAhCSAAKQMoIQogASAC' +
  'QTBsaiEEAkADQCABIARPDQEgAyAFIAEpAwCFeyAGIAEpAwiFe3wgByABKQMQhXsgCCABKQMYhXt8fCAJIAEpAyCFeyAKIAEpAyiFe3x8pzsBAC' +
  'ABQTBqIQEgA0ECaiEDDAALCws+AQJ/IAAgAUEBdGohAwJAA0AgACADTw0BIAIgAC8BAEECdGohBCAEIAQoAgBBAWo2AgAgAEECaiEADAALCwuY' +
  'AQIFfwF9AkADQCAHIAFPDQEgAiAHQQF0ai8BACADTQRAIAAgB0EwbGohCSAJQTBqIQogBCELQwAAAAAhDANAIAwgCyAJLQAAQQJ0aioCAJIhDC' +
  'ALQYAIaiELIAlBAWohCSAJIApJDQALIAUgCEECdGogBzYCACAGIAhBAnRqIAw4AgAgCEEBaiEICyAHQQFqIQcMAAsLIAgLbwIBfwJ7IAEgAmoh' +
  'AwJAA0AgASADTw0BIAH9AAQAIQQgBSAA/QAEACAE/YcB/boBIAD9AAQQIAT9iAH9ugH9rgH9rgEhBSABQRBqIQEgAEEgaiEADAALCyAF/RsAIA' +
  'X9GwFqIAX9GwIgBf0bA2pqCw=='

let compiled: WebAssembly.Module | null = null

/** The loops over one memory; all addresses are bytes in it. */
export function scanKernel(memory: WebAssembly.Memory): ScanKernel {
  compiled ??= new WebAssembly.Module(Buffer.from(SCAN_KERNEL, 'base64'))
  const { exports } = new WebAssembly.Instance(compiled, { table: { memory } })
  return exports as unknown as ScanKernel
}
