import { basename } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import type { AddEvent } from './add-event.ts'

export interface ProgressBar {
  show(event: AddEvent): void
  stop(): void
}

/** Columns for the name of the file at work; the bar and the figures take the rest of an 80-column line. */
const NAME_COLUMNS = 28

/** An import as a bar on stderr; draws nothing where stderr is no terminal. */
export function createProgressBar(): ProgressBar {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} }
  const format = '{bar} {value}/{total} · {eta_formatted} left · {name}'
  const bar = new SingleBar(
    { format, barsize: 24, hideCursor: true, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  )
  let done = 0
  bar.start(0, 0, { name: 'looking for files' })
  return {
    show(event) {
      if (event.kind === 'queued') bar.setTotal(event.total)
      if (event.kind === 'started') bar.update(done, { name: shortName(event.path) })
      if (event.kind === 'progress') bar.update(done, { name: stepName(event) })
      if (event.kind === 'document' && event.externalId === undefined) bar.update((done += 1))
    },
    stop: () => bar.stop(),
  }
}

function shortName(path: string): string {
  const name = basename(path)
  return name.length <= NAME_COLUMNS ? name : `${name.slice(0, NAME_COLUMNS - 1)}…`
}

function stepName(event: Extract<AddEvent, { kind: 'progress' }>): string {
  const share = event.total > 0 ? ` ${Math.floor((100 * event.done) / event.total)} %` : ''
  return `${shortName(event.path)}, ${event.step}${share}`
}
