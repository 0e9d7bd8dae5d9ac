import { literalPattern, type DocumentFilter } from '../store/scope.ts'
import { foldTag } from '../store/tags.ts'
import { typesNamed } from './parse-query.ts'

/** What a question is narrowed to beside its own filters. Mirrors `Scope` of the contract. */
export interface RequestScope {
  /** Whole paths, or the last part of one, as they stand: without wildcards. */
  readonly folders: readonly string[]
  readonly tags: readonly string[]
  /** What people call a format. */
  readonly types: readonly string[]
  readonly documentIds: readonly number[]
}

export const NO_SCOPE: RequestScope = { folders: [], tags: [], types: [], documentIds: [] }

export function filterOf(scope: RequestScope): DocumentFilter {
  return {
    folders: scope.folders.map(literalPattern),
    tags: scope.tags.map(foldTag),
    types: scope.types.flatMap((type) => typesNamed(type) ?? [type.toLowerCase()]),
    documentIds: scope.documentIds,
  }
}

/** The scope as a user would write it in a query: read back, it means the same documents. */
export function writtenScope(scope: RequestScope): string[] {
  const quoted = (text: string): string => (/\s/.test(text) ? `"${text}"` : text)
  return [
    ...scope.folders.map((folder) => `in:${quoted(literalPattern(folder))}`),
    ...scope.documentIds.map((id) => `in:#${id}`),
    ...scope.tags.map((tag) => `tag:${quoted(tag)}`),
    ...scope.types.map((type) => `type:${quoted(type)}`),
  ]
}
