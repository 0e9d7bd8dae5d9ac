/** The loops over many chunks' vectors, in WebAssembly: about ten times faster than the same in JavaScript. */
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
  /**
   * Writes the inner products of each two of `count` rows of floats, `width` bytes each (a multiple of 32), to a square of floats, of which
   * the diagonal stays as it is.
   */
  pairs(rows: number, count: number, width: number, square: number): void
}

/** What scan-kernel.wat compiles to. A test compares them, and prints what belongs here when that was changed. */
export const SCAN_KERNEL =
  'AGFzbQEAAAABIARgBH9/f38AYAN/f38AYAd/f39/f39/AX9gA39/fwF/AhEBBXRhYmxlBm1lbW9yeQIAAQMGBQABAgMABy4FB21lYXN1cmUAAAV0YW' +
  'xseQABBmdhdGhlcgACB3Byb2R1Y3QAAwVwYWlycwAECu0FBZgBAgF/Bn4gACkDACEFIAApAwghBiAAKQMQIQcgACkDGCEIIAApAyAhCSAAKQMoIQog' +
  'ASACQTBsaiEEAkADQCABIARPDQEgAyAFIAEpAwCFeyAGIAEpAwiFe3wgByABKQMQhXsgCCABKQMYhXt8fCAJIAEpAyCFeyAKIAEpAyiFe3x8pzsBAC' +
  'ABQTBqIQEgA0ECaiEDDAALCws+AQJ/IAAgAUEBdGohAwJAA0AgACADTw0BIAIgAC8BAEECdGohBCAEIAQoAgBBAWo2AgAgAEECaiEADAALCwuYAQIF' +
  'fwF9AkADQCAHIAFPDQEgAiAHQQF0ai8BACADTQRAIAAgB0EwbGohCSAJQTBqIQogBCELQwAAAAAhDANAIAwgCyAJLQAAQQJ0aioCAJIhDCALQYAIai' +
  'ELIAlBAWohCSAJIApJDQALIAUgCEECdGogBzYCACAGIAhBAnRqIAw4AgAgCEEBaiEICyAHQQFqIQcMAAsLIAgLbwIBfwJ7IAEgAmohAwJAA0AgASAD' +
  'Tw0BIAH9AAQAIQQgBSAA/QAEACAE/YcB/boBIAD9AAQQIAT9iAH9ugH9rgH9rgEhBSABQRBqIQEgAEEgaiEADAALCyAF/RsAIAX9GwFqIAX9GwIgBf' +
  '0bA2pqC4cCAwV/AnsBfQJAA0AgBCABTw0BQQAhBQJAA0AgBSAETw0BIAAgBCACbGohBiAAIAUgAmxqIQcgBiACaiEI/QwAAAAAAAAAAAAAAAAAAAAA' +
  'IQn9DAAAAAAAAAAAAAAAAAAAAAAhCgNAIAkgBv0ABAAgB/0ABAD95gH95AEhCSAKIAb9AAQQIAf9AAQQ/eYB/eQBIQogBkEgaiEGIAdBIGohByAGIA' +
  'hJDQALIAkgCv3kASEJIAn9HwAgCf0fAZIgCf0fAiAJ/R8DkpIhCyADIAQgAWwgBWpBAnRqIAs4AgAgAyAFIAFsIARqQQJ0aiALOAIAIAVBAWohBQwA' +
  'CwsgBEEBaiEEDAALCws='

let compiled: WebAssembly.Module | null = null

/** The loops over one memory; all addresses are bytes in it. */
export function scanKernel(memory: WebAssembly.Memory): ScanKernel {
  compiled ??= new WebAssembly.Module(Buffer.from(SCAN_KERNEL, 'base64'))
  const { exports } = new WebAssembly.Instance(compiled, { table: { memory } })
  return exports as unknown as ScanKernel
}
