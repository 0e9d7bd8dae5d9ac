import { useQuery } from '@tanstack/react-query'
import { engine } from '../../engine/client.ts'
import type { Scope } from '../../engine/contract-types.ts'
import { everything, useScopes } from '../../state/question-scope.ts'

/** The scope of a conversation's questions: as it was chosen here, else as it was kept. */
export function useScope(conversationId: number | null): Scope {
  const chosen = useScopes((state) => state.chosen[conversationId ?? 'new'])
  const { data } = useQuery(engine.chat.list.queryOptions())
  const kept = data?.find((conversation) => conversation.conversationId === conversationId)?.scope
  return chosen ?? kept ?? everything
}
