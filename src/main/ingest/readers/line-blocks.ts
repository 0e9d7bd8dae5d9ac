import { keepLines, oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { looksLikeHeader, rowBlocks } from './table-rows.ts'

/** Collects the blocks of a text that is read line by line. Lines that follow each other are one paragraph, or one item of a list. */
export class LineBlocks {
  readonly #blocks: ReadBlock[] = []
  #lines: string[] = []
  #rows: string[][] = []
  #isItem = false

  finish(): ReadBlock[] {
    this.end()
    return this.#blocks.filter(({ text }) => text !== '')
  }

  line(text: string): void {
    if (this.#rows.length > 0) this.end()
    this.#lines.push(text)
  }

  item(text: string): void {
    this.end()
    this.#isItem = true
    this.#lines = [text]
  }

  row(cells: readonly string[]): void {
    if (this.#lines.length > 0) this.end()
    this.#rows.push([...cells])
  }

  heading(level: number, text: string): void {
    this.end()
    this.#blocks.push({ kind: 'heading', level: Math.min(6, level), text: oneLine(text) })
  }

  code(lines: readonly string[]): void {
    this.end()
    this.#blocks.push({ kind: 'code', text: keepLines(lines.join('\n')) })
  }

  /** Ends what is open: an empty line, or what stands between blocks. */
  end(): void {
    const text = oneLine(this.#lines.join('\n'))
    if (text !== '') this.#blocks.push({ kind: this.#isItem ? 'list-item' : 'paragraph', text })
    this.#blocks.push(...rowBlocks(this.#rows, looksLikeHeader(this.#rows)))
    this.#lines = []
    this.#rows = []
    this.#isItem = false
  }
}

/** Takes lines from the front as long as `belongs` holds. */
export function takeWhile(lines: string[], belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !belongs(line))
  return lines.splice(0, end === -1 ? lines.length : end)
}
