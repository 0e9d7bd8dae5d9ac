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
  /** Writes the inner products of the `width` bytes of floats at `query` (a multiple of 32) and each of `count` rows of floats, as floats. */
  products(query: number, rows: number, count: number, width: number, products: number): void
  /**
   * Writes the inner products of each two of `count` rows of floats, `width` bytes each (a multiple of 32), to a square of floats, of which
   * the diagonal stays as it is.
   */
  pairs(rows: number, count: number, width: number, square: number): void
}

/** What scan-kernel.wat compiles to. A test compares them, and prints what belongs here when that was changed. */
export const SCAN_KERNEL =
  'AGFzbQEAAAABKAVgBH9/f38AYAN/f38AYAd/f39/f39/AX9gA39/fwF/YAV/f39/fwACEQEFdGFibGUGbWVtb3J5AgABAwcGAAECAwQABzkGB21lYXN1cm' +
  'UAAAV0YWxseQABBmdhdGhlcgACB3Byb2R1Y3QAAwhwcm9kdWN0cwAEBXBhaXJzAAUKsQcGmAECAX8GfiAAKQMAIQUgACkDCCEGIAApAxAhByAAKQMYIQgg' +
  'ACkDICEJIAApAyghCiABIAJBMGxqIQQCQANAIAEgBE8NASADIAUgASkDAIV7IAYgASkDCIV7fCAHIAEpAxCFeyAIIAEpAxiFe3x8IAkgASkDIIV7IAogAS' +
  'kDKIV7fHynOwEAIAFBMGohASADQQJqIQMMAAsLCz4BAn8gACABQQF0aiEDAkADQCAAIANPDQEgAiAALwEAQQJ0aiEEIAQgBCgCAEEBajYCACAAQQJqIQAM' +
  'AAsLC5gBAgV/AX0CQANAIAcgAU8NASACIAdBAXRqLwEAIANNBEAgACAHQTBsaiEJIAlBMGohCiAEIQtDAAAAACEMA0AgDCALIAktAABBAnRqKgIAkiEMIA' +
  'tBgAhqIQsgCUEBaiEJIAkgCkkNAAsgBSAIQQJ0aiAHNgIAIAYgCEECdGogDDgCACAIQQFqIQgLIAdBAWohBwwACwsgCAtvAgF/AnsgASACaiEDAkADQCAB' +
  'IANPDQEgAf0ABAAhBCAFIAD9AAQAIAT9hwH9ugEgAP0ABBAgBP2IAf26Af2uAf2uASEFIAFBEGohASAAQSBqIQAMAAsLIAX9GwAgBf0bAWogBf0bAiAF/R' +
  'sDamoLwgECA38CeyAAIANqIQcgASACIANsaiEFAkADQCABIAVPDQEgACEG/QwAAAAAAAAAAAAAAAAAAAAAIQj9DAAAAAAAAAAAAAAAAAAAAAAhCQNAIAgg' +
  'Bv0ABAAgAf0ABAD95gH95AEhCCAJIAb9AAQQIAH9AAQQ/eYB/eQBIQkgBkEgaiEGIAFBIGohASAGIAdJDQALIAggCf3kASEIIAQgCP0fACAI/R8BkiAI/R' +
  '8CIAj9HwOSkjgCACAEQQRqIQQMAAsLC4cCAwV/AnsBfQJAA0AgBCABTw0BQQAhBQJAA0AgBSAETw0BIAAgBCACbGohBiAAIAUgAmxqIQcgBiACaiEI/QwA' +
  'AAAAAAAAAAAAAAAAAAAAIQn9DAAAAAAAAAAAAAAAAAAAAAAhCgNAIAkgBv0ABAAgB/0ABAD95gH95AEhCSAKIAb9AAQQIAf9AAQQ/eYB/eQBIQogBkEgai' +
  'EGIAdBIGohByAGIAhJDQALIAkgCv3kASEJIAn9HwAgCf0fAZIgCf0fAiAJ/R8DkpIhCyADIAQgAWwgBWpBAnRqIAs4AgAgAyAFIAFsIARqQQJ0aiALOAIA' +
  'IAVBAWohBQwACwsgBEEBaiEEDAALCws='

let compiled: WebAssembly.Module | null = null

/** The loops over one memory; all addresses are bytes in it. */
export function scanKernel(memory: WebAssembly.Memory): ScanKernel {
  compiled ??= new WebAssembly.Module(Buffer.from(SCAN_KERNEL, 'base64'))
  const { exports } = new WebAssembly.Instance(compiled, { table: { memory } })
  return exports as unknown as ScanKernel
}
