import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CircleX, RefreshCw, type LucideIcon } from 'lucide-react'
import { engine } from '../../engine/client.ts'
import type { Check } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { Section } from './section.tsx'

const marks: Readonly<
  Record<Check['status'], { readonly Icon: LucideIcon; readonly name: string }>
> = {
  ok: { Icon: CircleCheck, name: 'Works' },
  warning: { Icon: CircleAlert, name: 'Could be better' },
  missing: { Icon: CircleX, name: 'Missing' },
}

export function DoctorSection() {
  const { data, error, isFetching, refetch } = useQuery(
    engine.settings.doctor.queryOptions({ staleTime: 60_000 }),
  )
  return (
    <Section title="This machine" about="What works here, and what to do about what does not.">
      {error !== null && <FailureNote {...failureOf(error)} />}
      <ul className="checks" aria-busy={isFetching}>
        {data?.map((check) => (
          <CheckLine key={check.name} check={check} />
        ))}
      </ul>
      <Button
        tone="quiet"
        icon={<RefreshCw size={15} className={isFetching ? 'spin' : ''} aria-hidden />}
        disabled={isFetching}
        onClick={() => void refetch()}
      >
        {isFetching ? 'Checking…' : 'Check again'}
      </Button>
    </Section>
  )
}

function CheckLine({ check }: { readonly check: Check }) {
  const { Icon, name } = marks[check.status]
  return (
    <li className={`check check-${check.status}`}>
      <Icon size={17} aria-label={name} />
      <span className="check-name">{check.name}</span>
      <span className="check-detail">
        {check.detail}
        {check.advice !== '' && <em>{check.advice}</em>}
      </span>
    </li>
  )
}
