import { useQuery } from '@tanstack/react-query'
import { BookOpenText } from 'lucide-react'
import { engine } from '../../engine/client.ts'
import { count } from '../../ui/format.ts'
import { AddButtons } from '../library/add-buttons.tsx'

/** What stands where a conversation will be: an invitation to add documents, or to ask. */
export function Welcome() {
  const { data } = useQuery(engine.library.status.queryOptions())
  const isEmpty = data !== undefined && data.documents === 0
  return (
    <div className="thread">
      <section className="welcome">
        <BookOpenText className="welcome-mark" size={40} strokeWidth={1.3} aria-hidden />
        {isEmpty ? (
          <>
            <h1>Put your documents on the desk</h1>
            <p>
              Drop files or folders anywhere on this window. Then ask, and every sentence of the
              answer opens the page it came from. Nothing leaves this computer.
            </p>
            <div className="welcome-actions">
              <AddButtons />
            </div>
          </>
        ) : (
          <>
            <h1>What would you like to know?</h1>
            <p>
              {data === undefined
                ? 'Your documents are being opened…'
                : `${count(data.indexed, 'document')} ready. Every sentence of the answer opens the page it came from.`}
            </p>
          </>
        )}
      </section>
    </div>
  )
}
