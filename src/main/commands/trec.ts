/** What a run line needs of a hit. */
interface RankedDocument {
  readonly externalId?: string | undefined
  readonly path: string
  readonly score: number
}

/**
 * Lines `qid Q0 docid rank score tag`, one a document, best first. Scorers sort by the score again, so ties are
 * broken by a hair in the order of the ranks; white space in a path would break the columns and is escaped as in a URL.
 */
export function trecLines(queryId: string, hits: readonly RankedDocument[]): string {
  const lines: string[] = []
  const seen = new Set<string>()
  let lowest = Infinity
  for (const { externalId, path, score } of hits) {
    const id = (externalId ?? path).replace(/\s/g, encodeURIComponent)
    if (seen.has(id)) continue
    seen.add(id)
    lowest = score < lowest ? score : lowest - 1e-9
    lines.push(`${queryId} Q0 ${id} ${lines.length + 1} ${lowest.toFixed(9)} carrel\n`)
  }
  return lines.join('')
}
