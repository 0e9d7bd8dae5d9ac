import { useEffect } from 'react'
import {
  closeDocument,
  focusQuestion,
  newConversation,
  setHelp,
  useNavigation,
} from '../state/navigation.ts'
import { stopAnswer } from '../state/turns.ts'

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

function leave(): void {
  const { document, conversationId } = useNavigation.getState()
  if (document !== null) closeDocument()
  else if (conversationId !== null) stopAnswer(conversationId)
}

/** What a single key does where nothing is being typed. */
const keys: Readonly<Record<string, () => void>> = {
  '/': focusQuestion,
  '?': () => setHelp(true),
  n: newConversation,
}

/** The shortcuts that the help dialog lists. A dialog that is open keeps its keys to itself. */
export function useShortcuts(): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      const withControl = event.ctrlKey || event.metaKey
      const action =
        withControl && event.key.toLowerCase() === 'k'
          ? focusQuestion
          : event.key === 'Escape'
            ? leave
            : withControl || event.altKey || isTyping(event.target)
              ? undefined
              : keys[event.key]
      if (action === undefined) return
      if (event.key !== 'Escape') event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
