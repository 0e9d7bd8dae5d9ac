import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

interface FailureNoteProps {
  /** Which thing and what is wrong with it. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  readonly tone?: 'bad' | 'mild'
  readonly children?: ReactNode
}

export function FailureNote({ message, hint, tone = 'bad', children }: FailureNoteProps) {
  return (
    <div className={`note note-${tone}`} role={tone === 'bad' ? 'alert' : 'note'}>
      <TriangleAlert size={18} aria-hidden />
      <div>
        <p className="note-message">{message}</p>
        {hint !== '' && <p className="note-hint">{hint}</p>}
        {children}
      </div>
    </div>
  )
}
