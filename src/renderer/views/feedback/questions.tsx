import { useMutation, useQuery } from '@tanstack/react-query'
import { FileCheck2, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { changed, client, engine } from '../../engine/client.ts'
import type { JudgedQuestion } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { tell, tellFailure } from '../../state/notices.ts'
import { IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { titleOf } from '../../ui/format.ts'
import { MeasureSearch } from './measure-search.tsx'
import { QuestionForm } from './question-form.tsx'

/** The questions whose right documents are known, and how well the search does on them. */
export function Questions() {
  const { data, error } = useQuery(engine.questions.list.queryOptions())
  if (error !== null) return <FailureNote {...failureOf(error)} />
  if (data === undefined) return null
  if (data.length === 0) return <NoQuestions />
  return (
    <>
      <MeasureSearch />
      <ul className="feedback-list" aria-label="Questions">
        {data.map((question) => (
          <QuestionCard key={question.questionId} question={question} />
        ))}
      </ul>
    </>
  )
}

function NoQuestions() {
  return (
    <EmptyState icon={<FileCheck2 size={42} strokeWidth={1.3} />} title="No question yet">
      <p>
        Rate an answer as good, and the documents it cites count as right for its question; or open
        “How this was found” under an answer and mark the right document. With some of them, Carrel
        tells you whether another model or setting finds your documents better.
      </p>
    </EmptyState>
  )
}

/** Forgets a question, and tells it with a way back. */
async function forget({ questionId, question, documents }: JudgedQuestion): Promise<void> {
  const documentIds = documents.map(({ documentId }) => documentId)
  const bringBack = () =>
    client.questions
      .save({ question, documentIds })
      .then(() => changed('questions'))
      .catch(tellFailure)
  await client.questions.remove({ questionId })
  tell(
    'Question forgotten.',
    // With its documents gone there is nothing to bring back.
    documents.length === 0 ? null : { label: 'Undo', run: () => void bringBack() },
  )
  await changed('questions')
}

function QuestionCard({ question }: { readonly question: JudgedQuestion }) {
  const [isEdited, setEdited] = useState(false)
  const remove = useMutation({ mutationFn: () => forget(question), onError: tellFailure })
  if (isEdited)
    return (
      <li className="card feedback-card">
        <QuestionForm question={question} onClose={() => setEdited(false)} />
      </li>
    )
  const { documents } = question
  return (
    <li className="card feedback-card question-card">
      <h2>{question.question}</h2>
      <div className="feedback-actions">
        <IconButton label={`Change “${question.question}”`} onClick={() => setEdited(true)}>
          <Pencil size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={`Forget “${question.question}”`}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </div>
      {documents.length === 0 ? (
        <p className="question-lost">Its documents were removed; it is passed over.</p>
      ) : (
        <ul className="question-documents">
          {documents.map((document) => (
            <li key={document.documentId} title={document.path}>
              <FileCheck2 size={14} aria-hidden />
              {titleOf(document)}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
