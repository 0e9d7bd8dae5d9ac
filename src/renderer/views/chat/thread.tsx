import { skipToken, useQuery } from '@tanstack/react-query'
import { Fragment, useEffect, useRef } from 'react'
import { engine } from '../../engine/client.ts'
import type { Message } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { useTurns, type Turn } from '../../state/turns.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { AnswerTurn } from './answer-turn.tsx'
import { LiveTurn, StoppedTurn } from './live-turn.tsx'
import { Question } from './question.tsx'
import { Welcome } from './welcome.tsx'

const noMessages: readonly Message[] = []

/** Keeps the end in view: the last question is scrolled to the top when it is asked. */
function useScrollToLast(length: number, isLive: boolean): React.RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const questions = end.current?.parentElement?.querySelectorAll('.asked')
    const last = questions?.[questions.length - 1]
    last?.scrollIntoView({ block: 'start', behavior: isLive ? 'smooth' : 'instant' })
  }, [length, isLive])
  return end
}

/** The live question is stored by the engine at some point; until then it is shown from here. */
function isStored(turn: Turn, messages: readonly Message[]): boolean {
  const last = messages.at(-1)
  return last?.role === 'user' && last.text === turn.question
}

/** A stopped question that was asked again stands there once. */
function isNotRepeated(message: Message, index: number, all: readonly Message[]): boolean {
  const next = all[index + 1]
  return message.role !== 'user' || next?.role !== 'user' || next.text !== message.text
}

/** A question that was stopped, or cut short when Carrel ended, has no answer behind it. */
function isUnanswered(messages: readonly Message[], index: number): boolean {
  return messages[index]?.role === 'user' && messages[index + 1]?.role !== 'assistant'
}

function isLast(messages: readonly Message[], index: number): boolean {
  return index === messages.length - 1
}

export function Thread({ conversationId }: { readonly conversationId: number | null }) {
  const { data, error } = useQuery(
    engine.chat.messages.queryOptions({
      input: conversationId === null ? skipToken : { conversationId },
    }),
  )
  const turn = useTurns((state) =>
    conversationId === null ? undefined : state.turns[conversationId],
  )
  const opening = useTurns((state) => state.opening)
  const messages = (data ?? noMessages).filter(isNotRepeated)
  const end = useScrollToLast(messages.length, turn !== undefined)
  if (conversationId === null && opening === null) return <Welcome />
  return (
    <div className="thread">
      <h1 className="off-screen">Conversation</h1>
      <div className="thread-turns">
        {error !== null && <FailureNote {...failureOf(error)} />}
        {messages.map((message, index) =>
          message.role === 'user' ? (
            <Fragment key={message.messageId}>
              <Question text={message.text} />
              {isUnanswered(messages, index) &&
                (turn === undefined || !isLast(messages, index)) && (
                  <StoppedTurn question={message.text} isLast={isLast(messages, index)} />
                )}
            </Fragment>
          ) : (
            <AnswerTurn key={message.messageId} message={message} />
          ),
        )}
        {turn === undefined && opening !== null && messages.length === 0 && (
          <Question text={opening} />
        )}
        {turn !== undefined && !isStored(turn, messages) && <Question text={turn.question} />}
        {turn !== undefined && <LiveTurn turn={turn} />}
        <div ref={end} className="thread-end" />
      </div>
    </div>
  )
}
