interface ProgressBarProps {
  readonly label: string
  readonly done: number
  /** 0 while it is not known. */
  readonly total: number
}

export function ProgressBar({ label, done, total }: ProgressBarProps) {
  const isKnown = total > 0
  const percent = isKnown ? Math.min(100, (done / total) * 100) : 0
  return (
    <div
      className={isKnown ? 'bar' : 'bar bar-unknown'}
      role="progressbar"
      aria-label={label}
      {...(isKnown ? { 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': done } : {})}
    >
      <div className="bar-fill" style={isKnown ? { width: `${percent}%` } : undefined} />
    </div>
  )
}
