import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { changed, engine } from '../../engine/client.ts'
import type { DocumentRow, JudgedQuestion } from '../../engine/contract-types.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { titleOf } from '../../ui/format.ts'

interface QuestionFormProps {
  readonly question: JudgedQuestion
  readonly onClose: () => void
}

type Named = Pick<DocumentRow, 'documentId' | 'title' | 'path'>

const SHOWN = 6

/** Changes a question's words and its right documents. */
export function QuestionForm({ question, onClose }: QuestionFormProps) {
  const [text, setText] = useState(question.question)
  const [right, setRight] = useState<readonly Named[]>(question.documents)
  const save = useMutation(
    engine.questions.save.mutationOptions({
      onError: tellFailure,
      onSuccess: () => {
        onClose()
        return changed('questions')
      },
    }),
  )
  const documentIds = right.map(({ documentId }) => documentId)
  return (
    <form
      className="question-form"
      aria-label="Change the question"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ questionId: question.questionId, question: text, documentIds })
      }}
    >
      <textarea
        className="field"
        aria-label="Question"
        rows={2}
        maxLength={4000}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <RightDocuments right={right} onRight={setRight} />
      <div className="reason-actions">
        <Button tone="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button
          tone="primary"
          type="submit"
          disabled={save.isPending || text.trim() === '' || right.length === 0}
        >
          Save
        </Button>
      </div>
    </form>
  )
}

interface RightDocumentsProps {
  readonly right: readonly Named[]
  readonly onRight: (right: readonly Named[]) => void
}

/** The right documents with a tick, those that were, and those that the search field finds. */
function RightDocuments({ right, onRight }: RightDocumentsProps) {
  const [seen, setSeen] = useState(right)
  const [wanted, setWanted] = useState('')
  const found = useFound(useDeferredValue(wanted.trim()), SHOWN + seen.length)
  const isIn = (documents: readonly Named[], { documentId }: Named): boolean =>
    documents.some((one) => one.documentId === documentId)
  const others = found.filter((document) => !isIn(seen, document)).slice(0, SHOWN)
  const toggle = (document: Named): void => {
    if (!isIn(seen, document)) setSeen([...seen, document])
    onRight(
      isIn(right, document)
        ? right.filter(({ documentId }) => documentId !== document.documentId)
        : [...right, document],
    )
  }
  return (
    <fieldset className="scope-group">
      <legend>Right documents</legend>
      {[...seen, ...others].map((document) => (
        <label key={document.documentId} className="scope-choice" title={document.path}>
          <input
            type="checkbox"
            checked={isIn(right, document)}
            onChange={() => toggle(document)}
          />
          <span className="scope-choice-label">{titleOf(document)}</span>
        </label>
      ))}
      <input
        className="field"
        type="search"
        aria-label="Find another document"
        placeholder="Find another document by title or path"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
    </fieldset>
  )
}

function useFound(query: string, limit: number): readonly Named[] {
  const { data } = useQuery(
    engine.library.list.queryOptions({
      input: { query, limit },
      enabled: query !== '',
      placeholderData: keepPreviousData,
    }),
  )
  return query === '' ? [] : (data?.documents ?? [])
}
