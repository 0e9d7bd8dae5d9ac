import { parse } from 'node:path'
import { AppError } from '../../lib/app-error.ts'
import { SAMPLE_RATE, WINDOW_S, type Said, type Transcriber } from '../../inference/transcriber.ts'
import type { ReadBlock } from '../document.ts'
import type { Reader, Source, Speech } from './reader.ts'
import { decodeSound } from './sound.ts'

const WINDOW = WINDOW_S * SAMPLE_RATE
/** A heading about every minute: what is said in that time fills a passage, and is soon found by ear. */
const SECTION_S = 60
/** Then a section ends even amid a sentence. */
const MAX_SECTION_S = 90
/** What is said between two full stops; longer speech without one is cut here, as in subtitles. */
const MAX_LETTERS = 600
const ENDS_SENTENCE = /[.!?…。！？]["'”’)]*$/

/** A recording (WAV, MP3, M4A, …): what is said, under the time at which it is, "0:12:30" (h:mm:ss), about every minute. */
export const readAudio: Reader = async (source, { speech, onProgress }) => {
  const transcriber = await openTranscriber(source, speech)
  const said: Said[] = []
  let language: string | null = null
  let garbled = 0
  for await (const window of windowsOf(source, onProgress)) {
    const { startS, samples } = window
    const heard = await transcriber.hear(samples, language)
    // What was not understood was perhaps taken for the wrong language.
    if (heard.isGarbled) garbled++
    else language ??= heard.language
    for (const each of heard.said)
      if (each.text !== '')
        said.push({ ...each, startS: startS + each.startS, endS: startS + each.endS })
    window.goOnFrom(heard.untilS)
  }
  return {
    // Else the first time would be taken for one.
    title: parse(source.name).name,
    ...(language === null ? {} : { language }),
    pages: [],
    blocks: blocksOf(said),
    notes: garbled === 0 ? [] : [`Some half minutes (${garbled}) could not be understood.`],
  }
}

async function openTranscriber({ name }: Source, speech: Speech | undefined): Promise<Transcriber> {
  const transcriber = await speech?.open()
  if (transcriber) return transcriber
  throw new AppError(
    'model-missing',
    `"${name}" is a recording, and no speech model is installed.`,
    `Put a Whisper model (such as whisper-base) in the layout of transformers.js into "${speech?.folder ?? 'models'}" and add it again. carrel models --help says which files it has.`,
  )
}

interface SoundWindow {
  /** Where it begins in the recording, in seconds. */
  readonly startS: number
  readonly samples: Float32Array
  /** Where in this window the next begins; called before the next is asked for. */
  goOnFrom(seconds: number): void
}

/** Half minutes of the recording, of which no more are in memory than the decoder gives at once. */
async function* windowsOf(
  source: Source,
  onProgress: (done: number, total: number) => void,
): AsyncGenerator<SoundWindow> {
  let held = new Float32Array()
  let passed = 0
  const window = (): SoundWindow => ({
    startS: passed / SAMPLE_RATE,
    samples: held.subarray(0, WINDOW),
    goOnFrom(seconds) {
      const used = Math.max(1, Math.min(held.length, WINDOW, Math.round(seconds * SAMPLE_RATE)))
      passed += used
      held = held.subarray(used)
    },
  })
  for await (const { samples, bytesRead } of decodeSound(source, SAMPLE_RATE)) {
    held = join(held, samples)
    while (held.length >= WINDOW) {
      yield window()
      onProgress(Math.min(bytesRead, source.bytes.length - 1), source.bytes.length)
    }
  }
  while (held.length > 0) yield window()
  onProgress(source.bytes.length, source.bytes.length)
}

function join(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** Sentences as paragraphs, under a heading about every minute. */
function blocksOf(said: readonly Said[]): ReadBlock[] {
  const blocks: ReadBlock[] = []
  let sectionS = -Infinity
  let paragraph = ''
  const endParagraph = (): void => {
    if (paragraph !== '') blocks.push({ kind: 'paragraph', text: paragraph })
    paragraph = ''
  }
  for (const { startS, text } of said) {
    const isOpen = paragraph !== ''
    if (startS - sectionS >= (isOpen ? MAX_SECTION_S : SECTION_S)) {
      endParagraph()
      blocks.push({ kind: 'heading', level: 1, text: clock(startS) })
      sectionS = startS
    }
    paragraph = paragraph === '' ? text : `${paragraph} ${text}`
    if (ENDS_SENTENCE.test(paragraph) || paragraph.length > MAX_LETTERS) endParagraph()
  }
  endParagraph()
  return blocks
}

/** "0:12:30". */
function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}
