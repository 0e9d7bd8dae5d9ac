import { useQuery } from '@tanstack/react-query'
import { engine } from '../../engine/client.ts'
import { count } from '../../ui/format.ts'
import { LastChange } from '../feedback/last-change.tsx'
import { Section } from './section.tsx'

/** What changes of models and settings do to the search. */
export function QualitySection() {
  const { data = [] } = useQuery(engine.questions.list.queryOptions())
  return (
    <Section
      title="Quality of the search"
      about="When you change a model or a setting that the search depends on, your questions with known documents are asked before and after."
    >
      <LastChange />
      <p className="measure-change">
        {data.length === 0
          ? 'There is no such question yet: rate an answer as good, or mark the right document under it.'
          : `${count(data.length, 'question')} under Feedback › Questions.`}
      </p>
    </Section>
  )
}
