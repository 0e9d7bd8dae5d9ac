import { useMutation } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { changed, engine } from '../../engine/client.ts'
import type { Conversation } from '../../engine/contract-types.ts'
import { openConversation } from '../../state/navigation.ts'
import { tellFailure } from '../../state/notices.ts'
import { IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { ago } from '../../ui/format.ts'

interface ConversationItemProps {
  readonly conversation: Conversation
  readonly isCurrent: boolean
  readonly onPicked: () => void
}

export function ConversationItem({ conversation, isCurrent, onPicked }: ConversationItemProps) {
  const [mode, setMode] = useState<'shown' | 'renaming' | 'removing'>('shown')
  const { conversationId, title, updatedAt } = conversation
  const back = () => setMode('shown')
  if (mode === 'renaming') return <RenameRow conversation={conversation} onDone={back} />
  return (
    <li className="conversation" aria-current={isCurrent ? 'true' : undefined}>
      <button
        type="button"
        className="conversation-open"
        onClick={() => {
          openConversation(conversationId)
          onPicked()
        }}
        onDoubleClick={() => setMode('renaming')}
      >
        <span className="conversation-title">{title}</span>
        <span className="conversation-when">{ago(updatedAt)}</span>
      </button>
      <span className="conversation-actions">
        <IconButton label={`Rename “${title}”`} onClick={() => setMode('renaming')}>
          <Pencil size={15} aria-hidden />
        </IconButton>
        <IconButton label={`Delete “${title}”`} onClick={() => setMode('removing')}>
          <Trash2 size={15} aria-hidden />
        </IconButton>
      </span>
      {mode === 'removing' && (
        <RemoveConfirm conversation={conversation} isCurrent={isCurrent} onDone={back} />
      )}
    </li>
  )
}

interface RowProps {
  readonly conversation: Conversation
  readonly onDone: () => void
}

function RenameRow({ conversation, onDone }: RowProps) {
  const { conversationId, title } = conversation
  const rename = useMutation(
    engine.chat.rename.mutationOptions({
      onError: tellFailure,
      onSettled: () => changed('chat').then(onDone),
    }),
  )
  function save(text: string): void {
    const wanted = text.trim().slice(0, 200)
    if (wanted === '' || wanted === title) onDone()
    else if (!rename.isPending) rename.mutate({ conversationId, title: wanted })
  }
  return (
    <li className="conversation">
      <input
        className="field conversation-field"
        aria-label="Title of the conversation"
        defaultValue={title}
        maxLength={200}
        autoFocus
        onFocus={(event) => event.target.select()}
        onBlur={(event) => save(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save(event.currentTarget.value)
          if (event.key === 'Escape') onDone()
          event.stopPropagation()
        }}
      />
    </li>
  )
}

function RemoveConfirm({ conversation, isCurrent, onDone }: RowProps & { isCurrent: boolean }) {
  const remove = useMutation(
    engine.chat.remove.mutationOptions({
      onError: tellFailure,
      onSuccess: () => {
        if (isCurrent) openConversation(null)
        onDone()
        return changed('chat')
      },
    }),
  )
  return (
    <Confirm
      title="Delete this conversation?"
      action="Delete"
      isBusy={remove.isPending}
      onClose={onDone}
      onConfirm={() => remove.mutate({ conversationId: conversation.conversationId })}
    >
      “{conversation.title}” is erased with its answers and ratings. Your documents stay.
    </Confirm>
  )
}
