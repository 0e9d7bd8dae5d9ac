import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { segmentsOf } from '../../../src/main/inference/heard-segments.ts'
import { findTranscriber, type Transcriber } from '../../../src/main/inference/transcriber.ts'
import { createResampler } from '../../../src/main/ingest/readers/resample.ts'
import { decodeSound } from '../../../src/main/ingest/readers/sound.ts'
import { readBytes } from '../../helpers/read-bytes.ts'
import { toneOf, wavOf } from '../../helpers/wav-of.ts'

const TIME = 1000
const at = (seconds: number): number => TIME + seconds * 50

test('what was written is parted at its times, and an unfinished sentence is heard again', () => {
  const window = { firstTime: TIME, lengthS: 30 }
  expect([
    segmentsOf([at(0), 1, 2, at(4), at(4), 3, at(9)], window),
    segmentsOf([at(0), 1, 2, at(4), at(4), 3], window),
    segmentsOf([at(0), 1, 2, at(4), at(4)], window),
    segmentsOf([at(0), 1, 2], window),
  ]).toEqual([
    {
      segments: [
        { startS: 0, endS: 4, ids: [1, 2] },
        { startS: 4, endS: 9, ids: [3] },
      ],
      untilS: 30,
    },
    { segments: [{ startS: 0, endS: 4, ids: [1, 2] }], untilS: 4 },
    { segments: [{ startS: 0, endS: 4, ids: [1, 2] }], untilS: 4 },
    { segments: [{ startS: 0, endS: 30, ids: [1, 2] }], untilS: 30 },
  ])
})

test.each([8000, 22_050, 44_100, 48_000])(
  'sound of %i Hz is brought to 16,000 Hz alike in one piece and in many',
  (rate) => {
    const tone = toneOf(440, 1, rate)
    const whole = createResampler(rate, 16_000)
    const inOne = [...whole(tone), ...whole(null)]
    const piecewise = createResampler(rate, 16_000)
    const inMany: number[] = []
    for (let start = 0; start < tone.length; start += 777)
      inMany.push(...piecewise(tone.subarray(start, start + 777)))
    inMany.push(...piecewise(null))
    const expected = toneOf(440, 1, 16_000)
    const worst = Math.max(
      ...inOne.slice(200, 15_800).map((value, i) => Math.abs(value - (expected[i + 200] ?? 0))),
    )
    expect(inMany).toEqual(inOne)
    expect(inOne.length).toBe(16_000)
    expect(worst).toBeLessThan(0.01)
  },
)

test('what the new rate cannot hold is taken out instead of heard as something else', () => {
  const resample = createResampler(48_000, 16_000)
  const loudest = Math.max(
    ...resample(toneOf(12_000, 1, 48_000))
      .slice(200, 15_000)
      .map(Math.abs),
  )
  expect(loudest).toBeLessThan(0.01)
})

test('a recording is decoded as a whole, in pieces', async () => {
  let samples = 0
  const bytes = wavOf(toneOf(300, 20, 44_100), 44_100)
  for await (const piece of decodeSound({ name: 'talk.wav', bytes }, 16_000))
    samples += piece.samples.length
  expect(samples / 16_000).toBeCloseTo(20, 3)
})

/** Hears a sentence in every ten seconds, and only 20 s of a window. */
function scripted(windows: number[]): Transcriber {
  return {
    async hear(samples) {
      windows.push(samples.length / 16_000)
      const untilS = Math.min(20, samples.length / 16_000)
      const said = [0, 10]
        .filter((startS) => startS < untilS)
        .map((startS) => ({ startS, endS: startS + 5, text: 'Otters sleep.' }))
      return { said, language: 'en', untilS, isGarbled: false }
    },
  }
}

test('what is said stands under its time, about a heading a minute, and each moment is heard', async () => {
  const windows: number[] = []
  const shares: number[] = []
  const transcriber = scripted(windows)
  const { title, blocks, language } = await readBytes(
    'talk.wav',
    wavOf(toneOf(300, 130, 8000), 8000),
    {
      speech: { folder: 'models', open: async () => transcriber },
      onProgress: (done, total) => shares.push(done / total),
    },
  )
  expect({
    title,
    language,
    headings: blocks.filter(({ kind }) => kind === 'heading').map(({ text }) => text),
    sentences: blocks.filter(({ kind }) => kind === 'paragraph').length,
    windows,
    isGrowing: shares.every((share, index) => share >= (shares[index - 1] ?? 0)),
    end: shares.at(-1),
  }).toEqual({
    title: 'talk',
    language: 'en',
    headings: ['0:00:00', '0:01:00', '0:02:00'],
    sentences: 13,
    windows: [30, 30, 30, 30, 30, expect.closeTo(30, 1), expect.closeTo(10, 1)],
    isGrowing: true,
    end: 1,
  })
})

test('without a speech model a recording fails with what to put where', async () => {
  const speech = { folder: '/home/ana/carrel/models', open: async () => null }
  const reading = readBytes('talk.wav', wavOf(toneOf(300, 1, 8000), 8000), { speech })
  await expect(reading).rejects.toMatchObject({
    code: 'model-missing',
    message: '"talk.wav" is a recording, and no speech model is installed.',
    hint: expect.stringContaining('/home/ana/carrel/models'),
  })
})

const modelAt = process.env['CARREL_SPEECH_MODEL']
const talkAt = process.env['CARREL_SPEECH_FILE']

test('a real Whisper writes down a real recording', { timeout: 300_000 }, async (context) => {
  if (modelAt === undefined || talkAt === undefined)
    return context.skip(
      'set CARREL_SPEECH_MODEL to the folder of a Whisper and CARREL_SPEECH_FILE to a recording in which "lighthouse" is said',
    )
  const { blocks } = await readBytes(basename(talkAt), await readFile(talkAt), {
    speech: { folder: modelAt, open: () => findTranscriber([dirname(modelAt)], 2) },
  })
  expect(blocks.map(({ text }) => text).join(' ')).toMatch(/lighthouse/i)
})
