/** Control characters but tab and newline, and every odd space and line separator that Unicode has. */
const ODD =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ufffe\uffff]/g

/** Zero-width characters and soft hyphens that only matter to a typesetter. The zero-width joiners stay: emoji and Persian need them. */
const INVISIBLE = /[\u00ad\u200b\u2060\u200e\u200f]/g

/** The text with odd spaces and control characters as plain spaces and lone surrogates as U+FFFD. Keeps every offset: same length in, same length out. */
export function cleanText(text: string): string {
  return text.replace(ODD, ' ').toWellFormed()
}

/** Clean text as one line: every run of white space becomes one space. Offsets change. */
export function oneLine(text: string): string {
  return cleanText(text.replace(INVISIBLE, '')).replace(/\s+/g, ' ').trim()
}

/** Clean text whose line breaks stay: spaces at line ends go, blank lines become single ones. Offsets change. */
export function keepLines(text: string): string {
  return cleanText(text.replace(/\r\n?/g, '\n').replace(INVISIBLE, ''))
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}

/** Letters and marks of scripts that are written without spaces between words. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]/

/** Whether no space belongs between two pieces of one line or sentence, as in Chinese and Japanese. */
export function isUnspaced(before: string, after: string): boolean {
  return UNSPACED.test(before.slice(-1)) && UNSPACED.test(after.charAt(0))
}
