import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../lib/app-error.ts'

/** A question or query of a batch; `id` is its number from 1 when the line has none. */
export interface BatchLine {
  readonly id: string
  readonly text: string
}

const Line = z
  .object({
    id: z.union([z.string(), z.number()]).optional(),
    question: z.string().optional(),
    text: z.string().optional(),
    query: z.string().optional(),
  })
  .transform(({ id, question, text, query }) => ({ id, text: question ?? text ?? query ?? '' }))
  .refine(({ text }) => text.trim() !== '')

/** The lines of a `.jsonl` file: each with `question`, `text` or `query`, and maybe `id`. Throws `bad-input` with the line's number. */
export async function readBatch(file: string): Promise<BatchLine[]> {
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('not-found', `"${file}" cannot be read.`, 'Check the path.', { cause })
  })
  return content.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = Line.safeParse(parseJson(line))
    if (parsed.success) return [{ id: String(parsed.data.id ?? index + 1), text: parsed.data.text }]
    throw new AppError(
      'bad-input',
      `Line ${index + 1} of "${file}" is not a question.`,
      'Each line needs "question", "text" or "query", and may have "id".',
    )
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // Reported with its line number by the caller.
    return null
  }
}
