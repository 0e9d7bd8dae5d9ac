import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/main/ingest/reading-child.ts'
import { createReadingPool, type ReadingPool } from '../../src/main/ingest/reading-pool.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { writeFolder } from '../helpers/write-folder.ts'

/** Nested emphasis that never ends: the Markdown parser's time grows with the square of its length. */
const endless = '*a_ '.repeat(100_000)
/** A page of 10 MB whose tree of elements outgrows the bound below. */
const swelling = '<i>a</i>'.repeat(1_300_000)

async function readText(
  pool: ReadingPool,
  path: string,
  signal = new AbortController().signal,
): Promise<string> {
  const texts: string[] = []
  const task = {
    source: { kind: 'path', path },
    options: { ocr: 'off', languages: ['eng'] },
    modelFolder: null,
    wants: () => [true],
    signal,
  } as const
  for await (const event of pool.read(task))
    if (event.kind === 'contents')
      texts.push(...event.contents.map(({ document }) => document?.text ?? ''))
  return texts.join()
}

test('a file that hangs its reader is ended after its time, and the next is read', async () => {
  const folder = await writeFolder({
    'endless.md': endless,
    'lease.pdf': pdf([pdfPage('Rent is due on the third.')]),
  })
  const pool = createReadingPool(1, { ...DEFAULT_LIMITS, stepMs: 5_000 })
  try {
    await expect(readText(pool, join(folder, 'endless.md'))).rejects.toMatchObject({
      code: 'timed-out',
      message: '"endless.md" took too long to read.',
    })
    expect(await readText(pool, join(folder, 'lease.pdf'))).toBe('Rent is due on the third.')
  } finally {
    pool.close()
  }
})

test('a file that fills the memory ends its reader only, and the next is read', async () => {
  const folder = await writeFolder({
    'swelling.html': swelling,
    'lease.txt': 'Rent is due on the third.',
  })
  const pool = createReadingPool(1, { ...DEFAULT_LIMITS, memoryBytes: 250 * 1024 * 1024 })
  try {
    await expect(readText(pool, join(folder, 'swelling.html'))).rejects.toMatchObject({
      code: 'out-of-memory',
      message: '"swelling.html" needs more memory than reading a file may take.',
    })
    expect(await readText(pool, join(folder, 'lease.txt'))).toBe('Rent is due on the third.')
  } finally {
    pool.close()
  }
})

test('cancelling ends a reader at work at once', async () => {
  const folder = await writeFolder({ 'endless.md': endless })
  const pool = createReadingPool(1, DEFAULT_LIMITS)
  try {
    const started = performance.now()
    await expect(
      readText(pool, join(folder, 'endless.md'), AbortSignal.timeout(3_000)),
    ).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(performance.now() - started).toBeLessThan(20_000)
  } finally {
    pool.close()
  }
})

test.runIf(process.platform === 'linux')(
  'no secret of the environment reaches the process that reads',
  async () => {
    process.env['CARREL_KEY'] = 'a-secret-of-the-test'
    const folder = await writeFolder({ 'lease.txt': 'Rent is due.' })
    const pool = createReadingPool(1, DEFAULT_LIMITS)
    try {
      await readText(pool, join(folder, 'lease.txt'))
      const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
        .trim()
        .split(' ')
      const environments = children.map((child) => readFileSync(`/proc/${child}/environ`, 'utf8'))
      const readers = environments.filter((environment) =>
        environment.includes('ELECTRON_RUN_AS_NODE'),
      )
      expect(readers).toHaveLength(1)
      expect(readers.join()).not.toContain('a-secret-of-the-test')
    } finally {
      delete process.env['CARREL_KEY']
      pool.close()
    }
  },
)
