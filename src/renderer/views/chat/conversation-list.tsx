import { useQuery } from '@tanstack/react-query'
import { SquarePen } from 'lucide-react'
import { engine } from '../../engine/client.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { newConversation, useNavigation } from '../../state/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { ConversationItem } from './conversation-item.tsx'

export function ConversationList({ onPicked }: { readonly onPicked: () => void }) {
  const current = useNavigation((state) => state.conversationId)
  const { data, error } = useQuery(engine.chat.list.queryOptions())
  return (
    <aside className="conversations" aria-label="Conversations">
      <Button
        className="conversations-new"
        icon={<SquarePen size={16} aria-hidden />}
        onClick={() => {
          newConversation()
          onPicked()
        }}
      >
        New conversation
      </Button>
      {error !== null && <FailureNote {...failureOf(error)} />}
      {data?.length === 0 && (
        <p className="conversations-none">Your conversations will be kept here, encrypted.</p>
      )}
      <ul>
        {data?.map((conversation) => (
          <ConversationItem
            key={conversation.conversationId}
            conversation={conversation}
            isCurrent={conversation.conversationId === current}
            onPicked={onPicked}
          />
        ))}
      </ul>
    </aside>
  )
}
