/** A run with its properties, and without another run inside: text boxes hold runs of their own. */
const RUN =
  /<w:r(?:\s[^<>]*)?>\s*<w:rPr>((?:(?!<\/w:rPr>)[\s\S])*)<\/w:rPr>((?:(?!<w:r[\s>])[\s\S])*?)<\/w:r>/g
/** Hidden in Word's own sense, unless switched off again. */
const VANISHED = /<w:vanish(?:\s+w:val="(?:1|true|on)")?\s*\/>/

/** A part of a Word document without the runs that Word hides, and how many pieces those were: what is in one paragraph is one. */
export function withoutVanished(xml: string): { readonly xml: string; readonly passages: number } {
  let passages = 0
  let lastEnd: number | null = null
  const shown = xml.replace(RUN, (run: string, properties: string, content: string, at: number) => {
    if (!VANISHED.test(properties)) return run
    const isText = /<w:t[\s>][^<]*[\p{L}\p{N}]/u.test(content)
    if (isText && (lastEnd === null || xml.slice(lastEnd, at).includes('</w:p>'))) passages++
    if (isText) lastEnd = at + run.length
    return ''
  })
  return { xml: shown, passages }
}
