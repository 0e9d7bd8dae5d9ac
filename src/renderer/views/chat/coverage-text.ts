import { count } from '../../ui/format.ts'

/** "Searched 1,204 chunks in 12 documents". */
export function coverageText(chunks: number, documents: number): string {
  return `Searched ${count(chunks, 'chunk')} in ${count(documents, 'document')}`
}
