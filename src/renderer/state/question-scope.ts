import { create } from 'zustand'
import { changed, client } from '../engine/client.ts'
import type { Scope } from '../engine/contract-types.ts'
import { newConversation } from './navigation.ts'
import { tellFailure } from './notices.ts'

export const everything: Scope = { folders: [], tags: [], types: [], documentIds: [] }

/** A conversation that is not begun yet has no id. */
type Key = number | 'new'

interface Scopes {
  /** What was chosen since the page was opened; the engine knows the rest. */
  readonly chosen: Readonly<Partial<Record<Key, Scope>>>
}

export const useScopes = create<Scopes>(() => ({ chosen: {} }))

export function chosenScope(conversationId: number | null): Scope | undefined {
  return useScopes.getState().chosen[conversationId ?? 'new']
}

function remember(key: Key, scope: Scope): void {
  useScopes.setState(({ chosen }) => ({ chosen: { ...chosen, [key]: scope } }))
}

/** Narrows the next questions of a conversation, and keeps that with it. */
export function narrow(conversationId: number | null, scope: Scope): void {
  remember(conversationId ?? 'new', scope)
  if (conversationId === null) return
  client.chat
    .setScope({ conversationId, scope })
    .then(() => changed('chat'))
    .catch(tellFailure)
}

/** What was chosen before the first question belongs to the conversation it began. */
export function adoptScope(conversationId: number): void {
  remember(conversationId, chosenScope(null) ?? everything)
  remember('new', everything)
}

/** Begins a conversation that is narrowed from the start. */
export function askWithin(scope: Partial<Scope>): void {
  remember('new', { ...everything, ...scope })
  newConversation()
}

export function isEverything(scope: Scope): boolean {
  return Object.values(scope).every((values: readonly unknown[]) => values.length === 0)
}
