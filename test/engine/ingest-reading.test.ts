import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
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
  {
    signal = new AbortController().signal,
    onFound = () => undefined,
    ocr = 'off',
  }: {
    readonly signal?: AbortSignal
    readonly onFound?: () => void
    readonly ocr?: 'auto' | 'off'
  } = {},
): Promise<string> {
  const texts: string[] = []
  const task = {
    source: { kind: 'path', path },
    options: { ocr, languages: ['eng'] },
    modelFolder: null,
    wants: () => {
      onFound()
      return [true]
    },
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

test('a file that fills the memory of a used reader is tried once more in a fresh one', async () => {
  const folder = await writeFolder({
    'swelling.html': swelling,
    'shrunk.html': swelling,
    'lease.txt': 'Rent is due on the third.',
  })
  const pool = createReadingPool(1, { ...DEFAULT_LIMITS, memoryBytes: 450 * 1024 * 1024 })
  const tries = { first: 0, second: 0, shrunk: 0 }
  const [swellingPath, shrunkPath] = [join(folder, 'swelling.html'), join(folder, 'shrunk.html')]
  try {
    const outOfMemory = { code: 'out-of-memory' }
    await expect(
      readText(pool, swellingPath, { onFound: () => tries.first++ }),
    ).rejects.toMatchObject(outOfMemory)
    await readText(pool, join(folder, 'lease.txt'))
    await expect(
      readText(pool, swellingPath, { onFound: () => tries.second++ }),
    ).rejects.toMatchObject(outOfMemory)
    await readText(pool, join(folder, 'lease.txt'))
    // The first try has the file in memory already; the second finds less of it.
    const onFound = (): void => {
      if (tries.shrunk++ === 0) writeFileSync(shrunkPath, '<p>Now it fits.</p>')
    }
    expect(await readText(pool, shrunkPath, { onFound })).toBe('Now it fits.')
    expect(tries).toEqual({ first: 1, second: 2, shrunk: 2 })
  } finally {
    pool.close()
  }
})

test('a page with a huge picture is drawn without a second copy of it', async () => {
  const side = 9000
  const pixels = deflateSync(Buffer.alloc(side * side * 3, 255)).toString('latin1')
  const image = `595 0 0 842 0 0 cm BI /W ${side} /H ${side} /CS /RGB /BPC 8 /F /Fl ID ${pixels} EI`
  const folder = await writeFolder({ 'plan.pdf': pdf([{ texts: [], beneath: image }]) })
  const pool = createReadingPool(1, { ...DEFAULT_LIMITS, memoryBytes: 1650 * 1024 * 1024 })
  try {
    expect(await readText(pool, join(folder, 'plan.pdf'), { ocr: 'auto' })).toBe('')
  } finally {
    pool.close()
  }
})

test.runIf(process.platform === 'linux')(
  'a reader that still holds much after a file is replaced, whether the file could be read or not',
  async () => {
    const folder = await writeFolder({ 'lease.txt': 'Rent is due.', 'broken.pdf': '%PDF-1.4 no' })
    const readersAfterEach = async (memoryBytes: number): Promise<number> => {
      const pool = createReadingPool(1, { ...DEFAULT_LIMITS, memoryBytes })
      const seen = new Set<string>()
      const onFound = (): void => readingProcesses().forEach((pid) => seen.add(pid))
      try {
        await readText(pool, join(folder, 'lease.txt'), { onFound })
        await readText(pool, join(folder, 'broken.pdf'), { onFound }).catch(() => undefined)
        await readText(pool, join(folder, 'lease.txt'), { onFound })
        return seen.size
      } finally {
        pool.close()
      }
    }
    // A third of it is less than a process has that has read nothing.
    expect(await readersAfterEach(200 * 1024 * 1024)).toBe(3)
    expect(await readersAfterEach(DEFAULT_LIMITS.memoryBytes)).toBe(1)
  },
)

test('cancelling ends a reader at work at once', async () => {
  const folder = await writeFolder({ 'endless.md': endless })
  const pool = createReadingPool(1, DEFAULT_LIMITS)
  try {
    const started = performance.now()
    await expect(
      readText(pool, join(folder, 'endless.md'), { signal: AbortSignal.timeout(3_000) }),
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
      const readers = readingProcesses().map((pid) => readFileSync(`/proc/${pid}/environ`, 'utf8'))
      expect(readers).toHaveLength(1)
      expect(readers.join()).not.toContain('a-secret-of-the-test')
    } finally {
      delete process.env['CARREL_KEY']
      pool.close()
    }
  },
)

/** Ids of this process's children that read files. */
function readingProcesses(): string[] {
  return readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter((pid) => pid.trim() !== '')
    .filter((pid) => environmentOf(pid).includes('ELECTRON_RUN_AS_NODE'))
}

/** Empty for a process that has just ended. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
  } catch {
    return ''
  }
}
