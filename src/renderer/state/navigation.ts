import { create } from 'zustand'

export type View = 'chat' | 'library' | 'feedback' | 'settings'

/** A document to show, and where in it: a span of the stored text of one of its versions. */
export interface DocumentTarget {
  readonly documentId: number
  readonly title: string
  readonly page: number | null
  readonly span: { readonly versionId: number; readonly start: number; readonly end: number } | null
  /** The passage as it was quoted; empty when the document was opened as a whole. */
  readonly quote: string
  /** Whether an answer quoted it; else a search found it. */
  readonly isCited: boolean
}

interface Navigation {
  readonly view: View
  readonly conversationId: number | null
  /** Shown above the view, which stays as it is beneath. */
  readonly document: DocumentTarget | null
  /** What had the focus when the document was opened, and gets it back. */
  readonly opener: Element | null
  readonly isHelpOpen: boolean
  /** Grows with each wish to type a question. */
  readonly questionFocus: number
}

export const useNavigation = create<Navigation>(() => ({
  view: 'chat',
  conversationId: null,
  document: null,
  opener: null,
  isHelpOpen: false,
  questionFocus: 0,
}))

const set = useNavigation.setState

export function show(view: View): void {
  set({ view, document: null })
}

export function openConversation(conversationId: number | null): void {
  set({ view: 'chat', document: null, conversationId })
}

export function openDocument(documentTarget: DocumentTarget): void {
  set({ document: documentTarget, opener: document.activeElement })
}

export function closeDocument(): void {
  const { opener } = useNavigation.getState()
  set({ document: null, opener: null })
  // A frame later: until the view beneath is drawn again it is inert and takes no focus.
  requestAnimationFrame(() => {
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
  })
}

export function setHelp(isHelpOpen: boolean): void {
  set({ isHelpOpen })
}

export function focusQuestion(): void {
  set((state) => ({ view: 'chat', document: null, questionFocus: state.questionFocus + 1 }))
}

export function newConversation(): void {
  openConversation(null)
  focusQuestion()
}
