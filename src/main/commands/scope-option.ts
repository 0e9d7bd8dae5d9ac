/** What `--in` takes: a pattern over paths, or `tag:NAME`. */
export const SCOPE_HELP =
  'only documents whose path matches, such as "*.pdf", or with a tag: "tag:contract"'

/** What is asked of the engine for it. */
export function scopeOf(value: string | undefined): {
  readonly scope?: string
  readonly within?: { readonly tags: string[] }
} {
  if (value === undefined) return {}
  const tag = /^tag:(.+)$/is.exec(value)?.[1]
  return tag === undefined ? { scope: value } : { within: { tags: [tag] } }
}
