import { CircleCheck, CircleSlash, CircleX, Pause, X } from 'lucide-react'
import type { Failure } from '../../engine/contract-types.ts'
import type { ImportProgress, FileProgress } from '../../state/import-progress.ts'
import { forgetImport, pauseImports, type RunningImport } from '../../state/imports.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { count, nameOf, timeLeft } from '../../ui/format.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'

const stepNames: Readonly<Record<FileProgress['step'], string>> = {
  starting: 'Opening',
  reading: 'Reading',
  embedding: 'Indexing',
  storing: 'Storing',
}

function heading({ state, progress }: RunningImport): string {
  const { total, finished, paused } = progress
  const read = `${finished} of ${count(total, 'file')} read`
  if (state === 'running' && paused !== null) return total === 0 ? 'Paused' : `Paused, ${read}`
  if (state === 'running') return total === 0 ? 'Looking for files…' : read
  if (state === 'cancelled') return `Cancelled. ${count(finished, 'file')} read and kept.`
  return state === 'failed' ? 'The import ended early' : 'Import finished'
}

function outcome({ counts }: ImportProgress): string {
  const parts = [
    counts.indexed > 0 && `${counts.indexed} added`,
    counts.unchanged > 0 && `${counts.unchanged} unchanged`,
    counts.empty > 0 && `${counts.empty} without text`,
    counts.failed > 0 && `${counts.failed} failed`,
  ]
  return parts.filter((part) => part !== false).join(' · ')
}

/** One import: how far it is, the files at work, and what failed with its reason. */
export function ImportPanel({ running }: { readonly running: RunningImport }) {
  const { id, state, progress, failure } = running
  return (
    <section className="import" aria-label="Import" data-state={state}>
      <header className="import-head">
        {state === 'done' && <CircleCheck className="good" size={18} aria-hidden />}
        {state === 'cancelled' && <CircleSlash size={18} aria-hidden />}
        {state === 'failed' && <CircleX className="bad" size={18} aria-hidden />}
        <strong aria-live="polite">{heading(running)}</strong>
        <span className="import-outcome">{outcome(progress)}</span>
        {state === 'running' ? (
          <Controls running={running} />
        ) : (
          <IconButton label="Dismiss" onClick={() => forgetImport(id)}>
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </header>
      {state === 'running' && (
        <ProgressBar label="Whole import" done={progress.finished} total={progress.total} />
      )}
      {failure !== null && <FailureNote message={failure.message} hint={failure.hint} />}
      <ul className="import-files">
        {progress.active.map((file) => (
          <ActiveFile key={file.path} file={file} />
        ))}
      </ul>
      <Failures progress={progress} />
    </section>
  )
}

/** How long it still takes, and what can be done with a running import. */
function Controls({ running }: { readonly running: RunningImport }) {
  const { progress, cancel } = running
  return (
    <>
      <span className="import-left">{timeLeft(progress.leftMs)}</span>
      {progress.paused === null && (
        <Button
          tone="quiet"
          icon={<Pause size={16} aria-hidden />}
          onClick={() => void pauseImports()}
        >
          Pause
        </Button>
      )}
      <Button tone="quiet" onClick={cancel}>
        Cancel
      </Button>
    </>
  )
}

function ActiveFile({ file }: { readonly file: FileProgress }) {
  return (
    <li className="import-file" title={file.path}>
      <span className="import-file-name">{nameOf(file.path)}</span>
      <span className="import-file-step">
        {stepNames[file.step]}
        {file.total > 1 && ` ${file.done}/${file.total}`}
      </span>
      <ProgressBar label={nameOf(file.path)} done={file.done} total={file.total} />
    </li>
  )
}

function Failures({ progress }: { readonly progress: ImportProgress }) {
  const { failures, counts } = progress
  if (failures.length === 0) return null
  return (
    <details className="import-failures" open>
      <summary>{count(counts.failed, 'file')} could not be read</summary>
      <ul>
        {failures.map((file) => (
          <li key={file.path}>
            <strong title={file.path}>{nameOf(file.path)}</strong>
            <p>{file.failure?.message ?? 'It could not be read.'}</p>
            {file.failure !== null && <p className="hint">{hintOf(file.failure)}</p>}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What to do about it here; the engine's words for a locked file are for the command line. */
function hintOf({ code, hint }: Failure): string {
  return code === 'password-protected' ? 'Enter its password in the list of documents below.' : hint
}
