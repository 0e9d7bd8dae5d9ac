/** Joins the headings above a chunk, outermost first. */
export const HEADING_SEPARATOR = ' › '

/** Letters of a title and of a headings path that are embedded: about 40 and 50 word pieces, so that most of the 256 stay for the text. */
const MAX_TITLE_LENGTH = 160
const MAX_HEADINGS_LENGTH = 200

/**
 * What is embedded for a chunk: title, headings, text, each on its line and none said twice. Everything that compares a text with
 * stored embeddings must compose it here.
 */
export function embeddingText(chunk: {
  readonly title: string
  readonly headings: string
  readonly text: string
}): string {
  const headings = chunk.headings
    .split(HEADING_SEPARATOR)
    .filter(
      (heading) => heading !== '' && heading !== chunk.title && !chunk.text.startsWith(heading),
    )
    .join(', ')
  const title = chunk.text.startsWith(chunk.title) ? '' : chunk.title.slice(0, MAX_TITLE_LENGTH)
  return [title, headings.slice(-MAX_HEADINGS_LENGTH), chunk.text]
    .filter((part) => part !== '')
    .join('\n')
}
