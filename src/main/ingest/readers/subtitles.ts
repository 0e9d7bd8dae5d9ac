import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { decodeText } from './decode-text.ts'
import { documentOfHtml } from './html.ts'
import type { Reader } from './reader.ts'

const TIMING = /^(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}\s+-->\s+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}/
/** What is said between two full stops; longer speech without one is cut here, so that passages stay short. */
const MAX_LETTERS = 600

/** Subtitles (SRT, WebVTT): what is said, cues joined into sentences; times, styles and notes left out. */
export const readSubtitles: Reader = async ({ name, bytes }) => {
  const cues = decodeText(name, bytes)
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap(speechOfCue)
  return { title: '', pages: [], blocks: joinCues(cues) }
}

function speechOfCue(cue: string): string[] {
  const lines = cue.split('\n')
  const timing = lines.findIndex((line) => TIMING.test(line.trim()))
  if (timing === -1) return []
  const speech = lines
    .slice(timing + 1)
    .join('\n')
    .replace(/<v(?:\.[^\s>]*)?\s+([^>]*)>/g, '$1: ')
    .replace(/\{\\[^}]*\}/g, '')
  const shown = documentOfHtml(speech).blocks.map(({ text }) => text)
  return [oneLine(shown.join(' '))].filter((text) => text !== '')
}

function joinCues(cues: readonly string[]): ReadBlock[] {
  const blocks: string[] = []
  let isOpen = false
  for (const cue of cues) {
    const last = blocks.at(-1) ?? ''
    if (isOpen && last.length + cue.length < MAX_LETTERS)
      blocks[blocks.length - 1] = `${last} ${cue}`
    else blocks.push(cue)
    isOpen = !/[.!?…。！？]["'”’)]*$/.test(cue)
  }
  return blocks.map((text) => ({ kind: 'paragraph', text }))
}
