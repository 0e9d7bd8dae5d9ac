import { useMutation } from '@tanstack/react-query'
import { changed, engine } from '../../engine/client.ts'
import type { DocumentRow } from '../../engine/contract-types.ts'
import { tell, tellFailure } from '../../state/notices.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { count, titleOf } from '../../ui/format.ts'

interface RemoveDocumentsProps {
  readonly documents: readonly DocumentRow[]
  readonly onClose: () => void
  readonly onRemoved: () => void
}

export function RemoveDocuments({ documents, onClose, onRemoved }: RemoveDocumentsProps) {
  const remove = useMutation(
    engine.library.remove.mutationOptions({
      onError: tellFailure,
      onSuccess: ({ removed }) => {
        onRemoved()
        tell(`${count(removed, 'document')} removed from the library.`)
        return changed('library')
      },
    }),
  )
  const first = documents[0]
  const what =
    documents.length === 1 && first !== undefined
      ? `“${titleOf(first)}”`
      : count(documents.length, 'document')
  return (
    <Confirm
      title={documents.length === 1 ? 'Remove this document?' : 'Remove these documents?'}
      action="Remove"
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate({ documentIds: documents.map((document) => document.documentId) })
      }
    >
      {what} will be erased from the library, text and index included. Original files on your disk
      are not touched, and what stands in a folder that is kept in step stays out until it changes.
    </Confirm>
  )
}
