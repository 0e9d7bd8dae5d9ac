import type { DocumentEvent, SummaryEvent } from './add-event.ts'
import { count, duration, placeOf, style } from './print.ts'

const marks = { indexed: '✓', unchanged: '=', empty: '○', failed: '✗' } as const
const colours = { indexed: 'green', unchanged: 'dim', empty: 'yellow', failed: 'red' } as const

/** `✓ lease.pdf  3 pages, 12 chunks, 0.4 s`, with what to do below it when it failed. */
export function documentLine(event: DocumentEvent): string {
  if (event.failure) return failureList(event)
  const { status, pages, chunks, ms } = event
  const facts = [
    status === 'empty' ? 'no text found' : status === 'unchanged' ? 'unchanged' : '',
    pages > 0 ? count(pages, 'page') : '',
    status === 'indexed' ? count(chunks, 'chunk') : '',
    duration(ms),
  ]
  const details = style('dim', facts.filter(Boolean).join(', '))
  return `${style(colours[status], marks[status])} ${nameOf(event)}  ${details}`
}

/** A document that failed, why, and what to do. */
export function failureList(event: DocumentEvent): string {
  const { message = 'It could not be added.', hint = '' } = event.failure ?? {}
  const advice = hint === '' ? '' : `\n  ${style('dim', hint)}`
  return `${style('red', marks.failed)} ${nameOf(event)}\n  ${message}${advice}`
}

/** `86 documents: 83 added, 2 unchanged, 1 failed · 512 chunks in 14.2 s`. */
export function summaryLine(total: SummaryEvent): string {
  const { indexed, unchanged, empty, failed, cancelled, chunks, ms } = total
  const parts = [
    `${indexed} added`,
    unchanged > 0 ? `${unchanged} unchanged` : '',
    empty > 0 ? `${empty} without text` : '',
    failed > 0 ? style('red', `${failed} failed`) : '',
    cancelled > 0 ? `${cancelled} not done` : '',
  ]
  const documents = count(indexed + unchanged + empty + failed + cancelled, 'document')
  const work = `${count(chunks, 'chunk')} in ${duration(ms)}`
  return `${style('bold', documents)}: ${parts.filter(Boolean).join(', ')} · ${work}`
}

function nameOf({ path, externalId }: DocumentEvent): string {
  return placeOf({ path, externalId })
}
