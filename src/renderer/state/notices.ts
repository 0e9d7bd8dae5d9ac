import { create } from 'zustand'
import { failureOf } from '../engine/failure-of.ts'

export interface Notice {
  readonly id: number
  readonly tone: 'plain' | 'bad'
  readonly text: string
  readonly hint: string
  readonly action: NoticeAction | null
}

/** What can be done about what was told, such as undoing it. */
export interface NoticeAction {
  readonly label: string
  readonly run: () => void
}

/** Long enough to read two sentences; a failure stays until it is closed. */
const SHOWN_MS = 4000
/** With something to press, a moment longer: it has to be reached first. */
const SHOWN_WITH_ACTION_MS = 10_000

export const useNotices = create<{ readonly notices: readonly Notice[]; readonly nextId: number }>(
  () => ({ notices: [], nextId: 1 }),
)

export function dismiss(id: number): void {
  useNotices.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }))
}

function put(notice: Omit<Notice, 'id'>): number {
  const id = useNotices.getState().nextId
  useNotices.setState((state) => ({
    nextId: id + 1,
    notices: [...state.notices.slice(-3), { ...notice, id }],
  }))
  return id
}

/** Says something in passing, to the eye and to a screen reader. */
export function tell(text: string, action: NoticeAction | null = null): void {
  const id = put({ tone: 'plain', text, hint: '', action })
  setTimeout(() => dismiss(id), action === null ? SHOWN_MS : SHOWN_WITH_ACTION_MS)
}

/** Tells a failure with what to do about it. */
export function tellFailure(error: unknown): void {
  const failure = failureOf(error)
  put({ tone: 'bad', text: failure.message, hint: failure.hint, action: null })
}
