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
  const format = '{bar} {value}/{total} · {left}{name}'
  const bar = new SingleBar(
    { format, barsize: 24, hideCursor: true, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  )
  let done = 0
  let startedMs = performance.now()
  bar.start(1, 0, { left: '', name: 'looking for files' })
  return {
    show(event) {
      if (event.kind === 'queued') {
        startedMs = performance.now()
        bar.setTotal(Math.max(1, event.total))
      }
      if (event.kind === 'started') bar.update(done, { name: shortName(event.path) })
      if (event.kind === 'progress') bar.update(done, { name: stepName(event) })
      if (event.kind !== 'document' || event.externalId !== undefined) return
      done += 1
      bar.update(done, {
        left: timeLeft(bar.getTotal() - done, (performance.now() - startedMs) / done),
      })
    },
    stop: () => bar.stop(),
  }
}

/** Files differ too much for a figure while few are left, and nobody needs one for a few seconds. */
function timeLeft(files: number, msAFile: number): string {
  const seconds = Math.ceil((files * msAFile) / 1000)
  if (files < 2 || seconds < 3) return ''
  return `about ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`} left · `
}

function shortName(path: string): string {
  const name = basename(path)
  return name.length <= NAME_COLUMNS ? name : `${name.slice(0, NAME_COLUMNS - 1)}…`
}

function stepName(event: Extract<AddEvent, { kind: 'progress' }>): string {
  const share = event.total > 0 ? ` ${Math.floor((100 * event.done) / event.total)} %` : ''
  return `${shortName(event.path)}, ${event.step}${share}`
}
