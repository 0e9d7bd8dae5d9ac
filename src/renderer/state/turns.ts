import { create } from 'zustand'
import { changed, client, engine, queryClient } from '../engine/client.ts'
import type { Answer, AskEvent, Failure, Passage, Scope } from '../engine/contract-types.ts'
import { failureOf } from '../engine/failure-of.ts'
import { openConversation, useNavigation } from './navigation.ts'
import { adoptScope, chosenScope, everything } from './question-scope.ts'

/** What the search of one answer went through. */
export interface Coverage {
  readonly passages: readonly Passage[]
  readonly searchedChunks: number
  readonly searchedDocuments: number
}

/** A question that is being answered, or whose answer did not come to its end. */
export interface Turn {
  readonly question: string
  readonly state: 'searching' | 'writing' | 'stopped' | 'failed'
  readonly coverage: Coverage | null
  readonly text: string
  readonly failure: Failure | null
  readonly startedAt: number
  readonly stop: () => void
}

interface Turns {
  /** By conversation; a conversation has at most one. */
  readonly turns: Readonly<Record<number, Turn>>
  /** By message, of the answers given since the page was opened. */
  readonly coverage: Readonly<Record<number, Coverage>>
  /** A question whose conversation is being made. */
  readonly opening: string | null
}

export const useTurns = create<Turns>(() => ({ turns: {}, coverage: {}, opening: null }))

const TITLE_LENGTH = 120

function patch(conversationId: number, change: Partial<Turn>): void {
  useTurns.setState(({ turns }) => {
    const turn = turns[conversationId]
    return turn === undefined
      ? {}
      : { turns: { ...turns, [conversationId]: { ...turn, ...change } } }
  })
}

function forget(conversationId: number): void {
  useTurns.setState(({ turns: { [conversationId]: _done, ...turns } }) => ({ turns }))
}

/** Passes the written text on once a frame: tokens come faster than they can be read. */
function writer(conversationId: number): (piece: string) => void {
  let text = ''
  let scheduled = false
  return (piece) => {
    text += piece
    if (scheduled) return
    scheduled = true
    requestAnimationFrame(() => {
      scheduled = false
      patch(conversationId, { text, state: 'writing' })
    })
  }
}

async function keep(
  conversationId: number,
  event: Extract<AskEvent, { kind: 'answer' }>,
): Promise<Answer> {
  const coverage = useTurns.getState().turns[conversationId]?.coverage ?? null
  const { messageId } = event
  if (messageId !== null && coverage !== null)
    useTurns.setState((state) => ({ coverage: { ...state.coverage, [messageId]: coverage } }))
  await queryClient.refetchQueries({
    queryKey: engine.chat.messages.queryKey({ input: { conversationId } }),
  })
  return event.answer
}

/** As it was chosen here, else as the engine has kept it with the conversation. */
function scopeOf(conversationId: number): Scope {
  const kept = queryClient
    .getQueryData(engine.chat.list.queryKey())
    ?.find((conversation) => conversation.conversationId === conversationId)
  return chosenScope(conversationId) ?? kept?.scope ?? everything
}

async function follow(conversationId: number, question: string, signal: AbortSignal) {
  const write = writer(conversationId)
  let answer: Answer | null = null
  const input = { question, conversationId, within: scopeOf(conversationId) }
  for await (const event of await client.answer.ask(input, { signal })) {
    if (event.kind === 'token') write(event.text)
    else if (event.kind === 'answer') answer = await keep(conversationId, event)
    else {
      const { kind: _kind, ...coverage } = event
      patch(conversationId, { coverage })
    }
  }
  return answer
}

async function answerIn(conversationId: number, question: string): Promise<void> {
  const abort = new AbortController()
  const turn: Turn = {
    question,
    state: 'searching',
    coverage: null,
    text: '',
    failure: null,
    startedAt: Date.now(),
    stop: () => abort.abort(),
  }
  useTurns.setState((state) => ({ turns: { ...state.turns, [conversationId]: turn } }))
  try {
    const answer = await follow(conversationId, question, abort.signal)
    if (answer === null) patch(conversationId, { state: 'stopped' })
    else forget(conversationId)
  } catch (error) {
    if (abort.signal.aborted) patch(conversationId, { state: 'stopped' })
    else patch(conversationId, { state: 'failed', failure: failureOf(error) })
  }
  await changed('chat')
}

/** Asks in the conversation that is open, or in a new one. */
export async function ask(question: string): Promise<void> {
  const open = useNavigation.getState().conversationId
  if (open !== null) return answerIn(open, question)
  useTurns.setState({ opening: question })
  try {
    const title = question.replace(/\s+/g, ' ').slice(0, TITLE_LENGTH)
    const scope = chosenScope(null) ?? everything
    const { conversationId } = await client.chat.create({ title, scope })
    adoptScope(conversationId)
    if (useNavigation.getState().conversationId === null) openConversation(conversationId)
    void changed('chat')
    useTurns.setState({ opening: null })
    await answerIn(conversationId, question)
  } finally {
    useTurns.setState({ opening: null })
  }
}

/** Ends the answer that is being written in a conversation. */
export function stopAnswer(conversationId: number): void {
  useTurns.getState().turns[conversationId]?.stop()
}

export function isAnswering(turn: Turn | undefined): boolean {
  return turn?.state === 'searching' || turn?.state === 'writing'
}
