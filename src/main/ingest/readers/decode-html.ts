import { decodeText, encodingOf } from './decode-text.ts'

/** Where the standard looks for a declared encoding. */
const HEAD_BYTES = 1024
const DECLARED = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i

/** HTML bytes as text: a byte order mark or valid UTF-8 first, then what the page declares, then a guess. */
export function decodeHtml(name: string, bytes: Uint8Array): string {
  const found = encodingOf(bytes)
  if (found.startsWith('utf-')) return decodeText(name, bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES))
  const declared = DECLARED.exec(head)
  const label = declared?.[1] ?? declared?.[2] ?? found
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    // The page declares an encoding that does not exist.
    return decodeText(name, bytes)
  }
}
