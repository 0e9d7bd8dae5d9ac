import { PanelLeft } from 'lucide-react'
import { useState } from 'react'
import { useNavigation } from '../../state/navigation.ts'
import { IconButton } from '../../ui/button.tsx'
import { ConversationList } from './conversation-list.tsx'
import { QuestionBox } from './question-box.tsx'
import { Thread } from './thread.tsx'

export function ChatView() {
  const conversationId = useNavigation((state) => state.conversationId)
  const [isListOpen, setListOpen] = useState(false)
  return (
    <div className={isListOpen ? 'chat chat-list-open' : 'chat'}>
      <ConversationList onPicked={() => setListOpen(false)} />
      {isListOpen && (
        <button
          type="button"
          className="chat-scrim"
          aria-label="Close the list of conversations"
          onClick={() => setListOpen(false)}
        />
      )}
      <section className="chat-main" aria-label="Conversation">
        <div className="chat-bar">
          <IconButton
            label="Conversations"
            aria-expanded={isListOpen}
            onClick={() => setListOpen(!isListOpen)}
          >
            <PanelLeft size={19} aria-hidden />
          </IconButton>
        </div>
        <Thread key={conversationId} conversationId={conversationId} />
        <QuestionBox conversationId={conversationId} />
      </section>
    </div>
  )
}
