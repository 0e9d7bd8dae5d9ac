import { readFile } from 'node:fs/promises'
import { AppError } from '../lib/app-error.ts'

/**
 * Judgements by query id, then document id: lines of `query document grade`, or TREC's `query 0 document grade`, by tabs or spaces. A first
 * line of column names is passed over, grades of 0 and below are left out. Throws `bad-input` with the line's number.
 */
export async function readQrels(file: string): Promise<Map<string, Map<string, number>>> {
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('not-found', `"${file}" cannot be read.`, 'Check the path.', { cause })
  })
  const qrels = new Map<string, Map<string, number>>()
  for (const [index, line] of content.split('\n').entries()) {
    if (line.trim() === '') continue
    const columns = columnsOf(line)
    const [query, document, grade] = columns.length === 4 ? withoutRound(columns) : columns
    if (document === undefined || query === undefined || !Number.isFinite(Number(grade ?? NaN))) {
      if (index === 0) continue
      throw notAJudgement(file, index + 1)
    }
    if (Number(grade) <= 0) continue
    const judged = qrels.get(query) ?? new Map<string, number>()
    qrels.set(query, judged.set(document, Number(grade)))
  }
  return qrels
}

/** Tabs where there are any, since a document's id may be a path with spaces. */
function columnsOf(line: string): string[] {
  return line
    .trim()
    .split(line.includes('\t') ? '\t' : /\s+/)
    .map((column) => column.trim())
}

/** TREC's second column is a number that nobody uses. */
const withoutRound = ([query = '', _round, document = '', grade = '']: readonly string[]) => [
  query,
  document,
  grade,
]

function notAJudgement(file: string, line: number): AppError {
  return new AppError(
    'bad-input',
    `Line ${line} of "${file}" is not a judgement.`,
    'Each line needs a query, a document and a grade, by tabs.',
  )
}
