/** The segmenter's cost grows faster than its input: longer texts are handed to it in windows of this many characters, cut at white space. */
const WINDOW_LENGTH = 10_000

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' })

export interface Span {
  readonly start: number
  readonly end: number
}

/** The sentences of `text` between `start` and `end`, without the white space around them. Offsets are UTF-16 code units into `text`. */
export function sentencesOf(text: string, start = 0, end = text.length): Span[] {
  const sentences: Span[] = []
  for (let from = start; from < end;) {
    const to = windowEnd(text, from, end)
    const window = text.slice(from, to)
    for (const { segment, index } of segmenter.segment(window)) {
      const sentence = trimSpan(text, { start: from + index, end: from + index + segment.length })
      if (sentence.end > sentence.start) sentences.push(sentence)
    }
    from = to
  }
  return sentences
}

/** The span without white space at either end. */
export function trimSpan(text: string, { start, end }: Span): Span {
  let first = start
  let last = end
  while (first < last && /\s/.test(text.charAt(first))) first++
  while (last > first && /\s/.test(text.charAt(last - 1))) last--
  return { start: first, end: last }
}

function windowEnd(text: string, from: number, end: number): number {
  if (end - from <= WINDOW_LENGTH) return end
  const limit = from + WINDOW_LENGTH
  const space = Math.max(
    text.lastIndexOf('\n', limit),
    text.lastIndexOf('. ', limit),
    text.lastIndexOf(' ', limit),
  )
  return space > from ? space + 1 : avoidSurrogate(text, limit)
}

/** An offset at which no character is cut in two. */
export function avoidSurrogate(text: string, offset: number): number {
  const code = text.charCodeAt(offset)
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset
}
