import { analyse } from 'chardet'
import { unsupported } from './formats.ts'

/** Enough for chardet to tell an encoding, and a bound for its cost. */
const SAMPLE_BYTES = 64 * 1024
/** Text has hardly any control characters; above this share of a sample it is something else. */
const MAX_CONTROL_SHARE = 0.01

/**
 * Bytes as text: by byte order mark, else UTF-8 when valid, else UTF-16 by its zero bytes, else the encoding that chardet finds
 * likeliest. Throws `unsupported-format` for bytes that are no text.
 */
export function decodeText(name: string, bytes: Uint8Array): string {
  const text = isUtf32(bytes)
    ? decodeUtf32(bytes)
    : new TextDecoder(encodingOf(bytes)).decode(bytes)
  if (isBinary(text)) throw unsupported(name)
  return text
}

/** The encoding's label as TextDecoder knows it. */
export function encodingOf(bytes: Uint8Array): string {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (isUtf8(bytes)) return 'utf-8'
  return utf16Of(bytes) ?? detected(bytes)
}

/** Only with its byte order mark, little-endian as Windows writes it. TextDecoder does not know it. */
function isUtf32(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0
}

function decodeUtf32(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const characters: string[] = []
  for (let at = 4; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, true)
    characters.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')
  }
  return characters.join('')
}

function isUtf8(bytes: Uint8Array): boolean {
  if (bytes.subarray(0, SAMPLE_BYTES).includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    // Not valid UTF-8: that is the question asked.
    return false
  }
}

/** UTF-16 without a mark: Latin text in it has a zero in every other byte. */
function utf16Of(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const half = sample.length / 2
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le'
  if (even > half * 0.4 && odd < half * 0.05) return 'utf-16be'
  return null
}

function detected(bytes: Uint8Array): string {
  for (const { name } of analyse(bytes.subarray(0, SAMPLE_BYTES))) {
    if (name.startsWith('UTF-') || name === 'ASCII') continue
    try {
      return new TextDecoder(name).encoding
    } catch {
      // TextDecoder does not know this one; the next likeliest will do.
    }
  }
  return 'windows-1252'
}

function isBinary(text: string): boolean {
  const sample = text.slice(0, SAMPLE_BYTES)
  let odd = 0
  for (const character of sample) if (/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(character)) odd++
  return odd > sample.length * MAX_CONTROL_SHARE
}
