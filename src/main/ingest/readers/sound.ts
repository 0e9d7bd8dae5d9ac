import { decodeChunked } from 'audio-decode/stream'
import { fileTypeFromBuffer } from 'file-type'
import { extname } from 'node:path'
import { createResampler, type Resampler } from './resample.ts'
import type { Source } from './reader.ts'

type Codec = Parameters<typeof decodeChunked>[1]

/** A quarter of a minute of MP3: unpacked, it has some ten times as many bytes. */
const BYTES_AT_ONCE = 256 * 1024

const CODECS: Readonly<Record<string, Codec>> = {
  wav: 'wav',
  mp3: 'mp3',
  m4a: 'm4a',
  m4b: 'm4a',
  mp4: 'm4a',
  aac: 'aac',
  flac: 'flac',
  ogg: 'oga',
  oga: 'oga',
  opus: 'opus',
}

/** A piece of a recording, mono. */
export interface SoundPiece {
  readonly samples: Float32Array
  /** Bytes of the file that were taken in so far. */
  readonly bytesRead: number
}

/** Decodes a recording piece by piece, at so many samples a second. Throws what its decoder throws when it is damaged. */
export async function* decodeSound(source: Source, rate: number): AsyncGenerator<SoundPiece> {
  const taken = { bytes: 0 }
  let resample: Resampler | null = null
  for await (const { channelData, sampleRate } of decodeChunked(
    slicesOf(source.bytes, taken),
    await codecOf(source),
  )) {
    resample ??= createResampler(sampleRate, rate)
    yield { samples: resample(mix(channelData)), bytesRead: taken.bytes }
  }
  if (resample === null) throw new Error(`"${source.name}" holds no sound.`)
  yield { samples: resample(null), bytesRead: taken.bytes }
}

async function codecOf({ name, bytes }: Source): Promise<Codec> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, 64 * 1024)).catch(() => undefined)
  const codec = CODECS[found?.ext ?? ''] ?? CODECS[extname(name).slice(1).toLowerCase()]
  if (codec === undefined) throw new Error(`"${name}" is no sound.`)
  return codec
}

/** A stream only in form: the file is in memory, what comes of it must not be at once. */
async function* slicesOf(bytes: Uint8Array, taken: { bytes: number }): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += BYTES_AT_ONCE) {
    const slice = bytes.subarray(start, start + BYTES_AT_ONCE)
    taken.bytes = start + slice.length
    yield slice
  }
}

function mix(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = channels
  if (others.length === 0) return first
  return first.map((sample, index) => {
    const sum = others.reduce((total, other) => total + (other[index] ?? 0), sample)
    return sum / channels.length
  })
}
