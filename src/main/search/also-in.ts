import type { DocumentRow } from '../store/rows.ts'
import type { Difference } from './near-copy.ts'
import type { AlsoIn } from './passage.ts'

/** Where a text stands again, in a version. */
export interface CopyPlace {
  readonly versionId: number
  readonly page: number | null
  readonly start: number
  readonly end: number
  readonly differs: Difference | null
}

/** The documents of these places but the one that is shown, each once: at its first place, with all that differs. */
export function alsoIn(
  places: readonly CopyPlace[],
  ownersOf: (versionId: number) => readonly DocumentRow[],
  shownId: number | undefined,
): AlsoIn[] {
  const byDocument = new Map<number, AlsoIn>()
  for (const { versionId, page, start, end, differs } of places)
    for (const { documentId, path, title } of ownersOf(versionId)) {
      if (documentId === shownId) continue
      const known = byDocument.get(documentId)
      const all = merged(known?.differs, differs)
      const place = known ?? { documentId, path, title, versionId, page, start, end }
      byDocument.set(documentId, { ...place, ...(all === undefined ? {} : { differs: all }) })
    }
  return [...byDocument.values()]
}

function merged(known: AlsoIn['differs'], more: Difference | null): AlsoIn['differs'] {
  if (more === null) return known
  const both = (side: keyof Difference): string[] => [
    ...new Set([...(known?.[side] ?? []), ...more[side]]),
  ]
  return { here: both('here'), there: both('there') }
}
