import { basename } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import type { AddEvent } from './add-event.ts'
import { timeLeft } from './print.ts'

export interface ProgressBar {
  show(event: AddEvent): void
  stop(): void
}

/** Columns for the name of the file at work; the bar and the figures take the rest of an 80-column line. */
const NAME_COLUMNS = 28

/** An import as a bar on stderr; draws nothing where stderr is no terminal. */
export function createProgressBar(): ProgressBar {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} }
  const format = '{bar} {value}/{total} · {left}{name}'
  const bar = new SingleBar(
    { format, barsize: 24, hideCursor: true, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  )
  let done = 0
  bar.start(1, 0, { left: '', name: 'looking for files' })
  return {
    show(event) {
      if (event.kind === 'queued') bar.setTotal(Math.max(1, event.total))
      if (event.kind === 'time-left') bar.update(done, { left: leftOf(event.ms) })
      if (event.kind === 'paused') bar.update(done, { left: pausedBy(event.reason), name: '' })
      if (event.kind === 'going-on') bar.update(done, { left: '' })
      if (event.kind === 'started') bar.update(done, { name: shortName(event.path) })
      if (event.kind === 'progress') bar.update(done, { name: stepName(event) })
      if (event.kind !== 'document' || event.externalId !== undefined) return
      done += 1
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}

/** How many of the owner's own questions were asked, as a bar on stderr; draws nothing where stderr is no terminal. */
export function createQuestionBar(): {
  show(progress: {
    readonly asked: number
    readonly of: number
    readonly isTwice?: boolean | undefined
  }): void
  stop(): void
} {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} }
  const format = '{bar} {value}/{total} of your questions asked{twice}'
  const bar = new SingleBar(
    { format, barsize: 24, hideCursor: true, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  )
  let isDrawn = false
  return {
    show({ asked, of, isTwice }) {
      const twice = isTwice ? ', before and after together' : ''
      if (!isDrawn) bar.start(of, asked, { twice })
      isDrawn = true
      bar.setTotal(of)
      bar.update(asked, { twice })
    },
    stop: () => bar.stop(),
  }
}

function leftOf(ms: number): string {
  const left = timeLeft(ms)
  return left === '' ? '' : `${left} · `
}

function pausedBy(reason: 'user' | 'battery'): string {
  return reason === 'battery' ? 'rests: the battery is low' : 'paused, p goes on'
}

function shortName(path: string): string {
  const name = basename(path)
  return name.length <= NAME_COLUMNS ? name : `${name.slice(0, NAME_COLUMNS - 1)}…`
}

function stepName(event: Extract<AddEvent, { kind: 'progress' }>): string {
  const share = event.total > 0 ? ` ${Math.floor((100 * event.done) / event.total)} %` : ''
  return `${shortName(event.path)}, ${event.step}${share}`
}
