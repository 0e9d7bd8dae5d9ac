import { ArrowUp, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigation } from '../../state/navigation.ts'
import { tellFailure } from '../../state/notices.ts'
import { ask, isAnswering, stopAnswer, useTurns } from '../../state/turns.ts'
import { IconButton } from '../../ui/button.tsx'
import { ScopeBar } from './scope-bar.tsx'

/** The engine takes no longer question. */
const LONGEST_QUESTION = 4000

/** Focuses the question box when a shortcut asked for it, and at the start. */
function useFocusOnWish(box: React.RefObject<HTMLTextAreaElement | null>): void {
  const wish = useNavigation((state) => state.questionFocus)
  useEffect(() => {
    box.current?.focus()
  }, [wish, box])
}

/** Whether an answer is being written here, or a conversation being made for one. */
function useIsBusy(conversationId: number | null): boolean {
  const turn = useTurns((state) =>
    conversationId === null ? undefined : state.turns[conversationId],
  )
  const isOpening = useTurns((state) => state.opening !== null)
  return isAnswering(turn) || isOpening
}

export function QuestionBox({ conversationId }: { readonly conversationId: number | null }) {
  const [text, setText] = useState('')
  const isBusy = useIsBusy(conversationId)
  function send(): void {
    const question = text.trim()
    if (question === '' || isBusy) return
    setText('')
    ask(question).catch((error: unknown) => {
      setText(question)
      tellFailure(error)
    })
  }
  return (
    <form
      className={conversationId === null && !isBusy ? 'question question-alone' : 'question'}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <ScopeBar conversationId={conversationId} />
      <div className="question-box">
        <QuestionText text={text} onText={setText} onSend={send} />
        {isBusy && conversationId !== null ? (
          <StopButton conversationId={conversationId} />
        ) : (
          <SendButton disabled={text.trim() === '' || isBusy} />
        )}
      </div>
      <p className="question-hint">
        <kbd>Enter</kbd> asks · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>?</kbd> all
        shortcuts
      </p>
    </form>
  )
}

interface QuestionTextProps {
  readonly text: string
  readonly onText: (text: string) => void
  readonly onSend: () => void
}

function QuestionText({ text, onText, onSend }: QuestionTextProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  useFocusOnWish(box)
  return (
    <textarea
      ref={box}
      aria-label="Your question"
      placeholder="Ask your documents…"
      rows={1}
      value={text}
      maxLength={LONGEST_QUESTION}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
        event.preventDefault()
        onSend()
      }}
    />
  )
}

function SendButton({ disabled }: { readonly disabled: boolean }) {
  return (
    <IconButton label="Ask" type="submit" className="question-send" disabled={disabled}>
      <ArrowUp size={19} aria-hidden />
    </IconButton>
  )
}

function StopButton({ conversationId }: { readonly conversationId: number }) {
  return (
    <IconButton label="Stop" className="question-send" onClick={() => stopAnswer(conversationId)}>
      <Square size={14} fill="currentColor" aria-hidden />
    </IconButton>
  )
}
