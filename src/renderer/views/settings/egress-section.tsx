import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { engine } from '../../engine/client.ts'
import type { EgressEntry } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { bytes, when } from '../../ui/format.ts'
import { Section } from './section.tsx'

const SHOWN = 50

const outcomeNames: Readonly<Record<EgressEntry['outcome'], string>> = {
  sent: 'Sent',
  refused: 'Refused',
  failed: 'Failed',
}

export function EgressSection() {
  const { data, error } = useQuery(engine.settings.egress.queryOptions())
  return (
    <Section
      title="What left this computer"
      about="Every request that was made or refused, newest first."
    >
      {error !== null && <FailureNote {...failureOf(error)} />}
      {data?.length === 0 && (
        <p className="row-text">
          <ShieldCheck className="good" size={17} aria-hidden /> Nothing. No request was made.
        </p>
      )}
      {data !== undefined && data.length > 0 && <EgressTable entries={data.slice(0, SHOWN)} />}
    </Section>
  )
}

function EgressTable({ entries }: { readonly entries: readonly EgressEntry[] }) {
  return (
    <table className="log">
      <thead>
        <tr>
          <th>When</th>
          <th>Host</th>
          <th>Why</th>
          <th className="cell-number">Sent</th>
          <th>Outcome</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          <tr key={index}>
            <td>{when(entry.at)}</td>
            <td>{entry.host}</td>
            <td>{entry.why}</td>
            <td className="cell-number">{bytes(entry.sentBytes)}</td>
            <td>
              <span className={`status status-${entry.outcome}`}>
                {outcomeNames[entry.outcome]}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
