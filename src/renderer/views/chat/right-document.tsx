import { useMutation, useQuery } from '@tanstack/react-query'
import { FileCheck2 } from 'lucide-react'
import { changed, engine } from '../../engine/client.ts'
import { tell, tellFailure } from '../../state/notices.ts'
import { titleOf } from '../../ui/format.ts'

interface RightDocumentProps {
  readonly messageId: number
  readonly document: { readonly documentId: number; readonly title: string; readonly path: string }
}

/** Says that a document is the right one for the question, or takes that back. The search is measured on it. */
export function RightDocument({ messageId, document }: RightDocumentProps) {
  const { documentId } = document
  const { data } = useQuery(engine.questions.ofAnswer.queryOptions({ input: { messageId } }))
  const isRight = data?.documentIds.includes(documentId) ?? false
  const mark = useMutation(
    engine.questions.mark.mutationOptions({
      onError: tellFailure,
      onSuccess: (_, { isRight: isMarked }) => {
        if (isMarked) tell('Kept under Feedback › Questions; the search is measured on it.')
        return changed('questions')
      },
    }),
  )
  return (
    <button
      type="button"
      className="right-document"
      aria-pressed={isRight}
      title={`“${titleOf(document)}” is the right document for this question`}
      disabled={mark.isPending}
      onClick={() => mark.mutate({ messageId, documentId, isRight: !isRight })}
    >
      <FileCheck2 size={14} aria-hidden />
      Right document
    </button>
  )
}
