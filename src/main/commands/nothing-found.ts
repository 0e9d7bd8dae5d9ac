import type { z } from 'zod'
import type { SearchExplanation } from '../api/schema/answer.ts'

interface Found {
  /** In how much was searched, after filters. */
  readonly searched: { readonly documents: number }
  readonly explanation?: z.infer<typeof SearchExplanation> | undefined
}

/** It may be the first of several words. */
const BARE_NAME = /^(?:tag|in|author):[^"#]/i
const QUOTED_NAMES = ' A name of several words is quoted: tag:"two words".'

/** Why a search found nothing, and what to do. `scope`: what `--in` was given. */
export function nothingFound({ searched, explanation }: Found, scope?: string): string {
  const { words = [], excluded = [], filters = [] } = explanation ?? {}
  const narrowed = [
    ...filters,
    ...words.flatMap(({ word, why }) => (why === 'phrase' ? [`"${word}" word for word`] : [])),
    ...excluded.map((word) => `without "${word}"`),
    ...(scope === undefined ? [] : [`--in ${scope}`]),
  ]
  if (searched.documents > 0)
    return words.length > 0 ? 'Nothing found.' : 'Nothing found: the query has no word.'
  if (narrowed.length === 0) return 'There are no documents yet. Add some: carrel add FOLDER'
  const hint = filters.some((filter) => BARE_NAME.test(filter)) ? QUOTED_NAMES : ''
  return `Nothing found: no document fits ${narrowed.join(', ')}. Leave out what narrows it.${hint}`
}

/** What to say of a word that looks like a filter and was looked for as it stands. */
export function misreadText(word: string): string {
  return `"${word}" is no filter and was taken for words. See: carrel search --help`
}
