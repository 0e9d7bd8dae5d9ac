import type { Coverage } from '../../state/turns.ts'
import { count } from '../../ui/format.ts'

/** "Searched 1,204 chunks in 12 documents". */
export function coverageText(coverage: Coverage): string {
  const chunks = count(coverage.searchedChunks, 'chunk')
  return `Searched ${chunks} in ${count(coverage.searchedDocuments, 'document')}`
}
