import { readFileSync } from 'node:fs'
import wabt from 'wabt'
import { expect, test } from 'vitest'
import { SCAN_KERNEL, scanKernel } from '../../../src/main/search/scan-kernel.ts'

test('the kernel is what its source compiles to', async () => {
  const file = new URL('../../../src/main/search/scan-kernel.wat', import.meta.url)
  const tools = await wabt()
  const module = tools.parseWat('scan-kernel.wat', readFileSync(file, 'utf8'))
  const { buffer } = module.toBinary({})
  expect(SCAN_KERNEL).toBe(Buffer.from(buffer).toString('base64'))
})

test('codes are measured by their differing bits, counted, and gathered within reach', () => {
  const memory = new WebAssembly.Memory({ initial: 2 })
  const kernel = scanKernel(memory)
  const bytes = new Uint8Array(memory.buffer)
  const [query, histogram, codes, distances, places, scores, sums] = [
    0, 64, 2048, 4096, 5000, 6000, 65_536,
  ] as const
  bytes.set([0b1010], query)
  bytes.set([0b1010], codes)
  bytes.set([0b0101, 0xff], codes + 48)
  bytes.set([0b1000], codes + 96)
  const ofFirstByte = new Float32Array(memory.buffer, sums, 256)
  ofFirstByte[0b1010] = 2
  ofFirstByte[0b1000] = 0.5
  kernel.measure(query, codes, 3, distances)
  kernel.tally(distances, 3, histogram)
  const found = kernel.gather(codes, 3, distances, 11, sums, places, scores)
  expect({
    distances: [...new Uint16Array(memory.buffer, distances, 3)],
    histogram: [...new Uint32Array(memory.buffer, histogram, 13)],
    places: [...new Uint32Array(memory.buffer, places, found)],
    scores: [...new Float32Array(memory.buffer, scores, found)],
  }).toEqual({
    distances: [0, 12, 1],
    histogram: [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    places: [0, 2],
    scores: [2, 0.5],
  })
})

test('a product takes every number of both rows, with its sign', () => {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const kernel = scanKernel(memory)
  const query = Array.from({ length: 32 }, (_, i) => (i - 12) * 1000)
  const row = Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? -127 : 100 - i))
  new Int16Array(memory.buffer, 0, 32).set(query)
  new Int8Array(memory.buffer, 1024, 32).set(row)
  const expected = query.reduce((sum, value, i) => sum + value * (row[i] ?? 0), 0)
  expect(kernel.product(0, 1024, 32)).toBe(expected)
})

test('products of a row and each of many take every number', () => {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const kernel = scanKernel(memory)
  const floats = new Float32Array(memory.buffer)
  const query = Array.from({ length: 16 }, (_, i) => i - 7)
  const rows = [0, 1, 2].map((row) => query.map((_, i) => (i % 3) - row))
  floats.set(query)
  floats.set(rows.flat(), 64)
  kernel.products(0, 64 * 4, 3, 16 * 4, 4096)
  expect([...new Float32Array(memory.buffer, 4096, 4)]).toEqual([
    ...rows.map((row) => row.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0)),
    0,
  ])
})
