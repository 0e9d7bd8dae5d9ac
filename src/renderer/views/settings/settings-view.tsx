import { useQuery } from '@tanstack/react-query'
import { engine } from '../../engine/client.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { CloudSection } from './cloud-section.tsx'
import { DataSection } from './data-section.tsx'
import { DoctorSection } from './doctor-section.tsx'
import { EgressSection } from './egress-section.tsx'
import { EngineSection } from './engine-section.tsx'
import { ScansSection } from './scans-section.tsx'
import { SearchModelsSection } from './search-models-section.tsx'
import { QualitySection } from './quality-section.tsx'

export function SettingsView() {
  const { data, error } = useQuery(engine.settings.get.queryOptions())
  return (
    <div className="page page-narrow">
      <header className="page-head">
        <div>
          <h1>Settings</h1>
          <p className="page-sub">They belong to this workspace and are kept in its library.</p>
        </div>
      </header>
      {error !== null && <FailureNote {...failureOf(error)} />}
      {data !== undefined && (
        <>
          <EngineSection settings={data} />
          <CloudSection settings={data} />
          <SearchModelsSection settings={data} />
          <ScansSection settings={data} />
          <AppearanceSection settings={data} />
        </>
      )}
      <QualitySection />
      <DataSection />
      <EgressSection />
      <DoctorSection />
    </div>
  )
}
