import { ArrowUp, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigation } from '../../state/navigation.ts'
import { tellFailure } from '../../state/notices.ts'
import { ask, isAnswering, stopAnswer, useTurns } from '../../state/turns.ts'
import { IconButton } from '../../ui/button.tsx'

/** The engine takes no longer question. */
const LONGEST_QUESTION = 4000

/** Focuses the question box when a shortcut asked for it, and at the start. */
function useFocusOnWish(box: React.RefObject<HTMLTextAreaElement | null>): void {
  const wish = useNavigation((state) => state.questionFocus)
  useEffect(() => {
    box.current?.focus()
  }, [wish, box])
}

export function QuestionBox({ conversationId }: { readonly conversationId: number | null }) {
  const [text, setText] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  const turn = useTurns((state) =>
    conversationId === null ? undefined : state.turns[conversationId],
  )
  const isOpening = useTurns((state) => state.opening !== null)
  const isBusy = isAnswering(turn) || isOpening
  useFocusOnWish(box)
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
      <div className="question-box">
        <textarea
          ref={box}
          aria-label="Your question"
          placeholder="Ask your documents…"
          rows={1}
          value={text}
          maxLength={LONGEST_QUESTION}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        {isBusy && conversationId !== null ? (
          <IconButton
            label="Stop"
            className="question-send"
            onClick={() => stopAnswer(conversationId)}
          >
            <Square size={14} fill="currentColor" aria-hidden />
          </IconButton>
        ) : (
          <IconButton
            label="Ask"
            type="submit"
            className="question-send"
            disabled={text.trim() === '' || isBusy}
          >
            <ArrowUp size={19} aria-hidden />
          </IconButton>
        )}
      </div>
      <p className="question-hint">
        <kbd>Enter</kbd> asks · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>?</kbd> all
        shortcuts
      </p>
    </form>
  )
}
