/** What is looked at: more only takes longer. The 1,320 paragraphs of twelve languages in XQuAD are all told apart by 200 letters. */
const SAMPLES = 3
const SAMPLE_LENGTH = 700
/** With fewer, one sure answer in seventy was wrong (at 60 characters), with 200 none of 1,316. */
const MIN_LETTERS = 100
/** Scripts without spaces say as much with fewer: a sentence is enough. */
const MIN_UNSPACED = 20

/** The language most of a text is in, as ISO 639-1; null when there is too little of it to say. Reads three samples of it. */
export async function detectLanguage(text: string): Promise<string | null> {
  const sample = sampleOf(text)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const unspaced = sample.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/gu)?.length ?? 0
  if (letters < MIN_LETTERS && unspaced < MIN_UNSPACED) return null
  // Its tables take a third of a second to load, which a process that only draws pages is spared.
  const { eld } = await import('eld/extrasmall')
  const found = eld.detect(sample)
  return found.isReliable() ? found.language : null
}

/** Beginning, middle and end: title pages and lists of references are often in another language than the text. */
function sampleOf(text: string): string {
  if (text.length <= SAMPLES * SAMPLE_LENGTH) return text
  const step = (text.length - SAMPLE_LENGTH) / (SAMPLES - 1)
  return Array.from({ length: SAMPLES }, (_, index) => {
    const start = Math.floor(index * step)
    return text.slice(start, start + SAMPLE_LENGTH)
  }).join('\n')
}
