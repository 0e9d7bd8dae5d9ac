import { useQuery } from '@tanstack/react-query'
import { engine, queryClient } from '../../engine/client.ts'
import type { InstalledModels, Settings } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { EmbedderChange } from './embedder-change.tsx'
import { Section } from './section.tsx'
import { useChangeEmbedder } from './use-change-embedder.ts'
import { useChangeSettings } from './use-change-settings.ts'

/** While a change runs, its progress is asked for as often as an eye follows. */
const PROGRESS_MS = 500

/** By which models passages are found: the library's embedder, and what may help it. */
export function SearchModelsSection({ settings }: { readonly settings: Settings }) {
  const { data, error } = useQuery(
    engine.models.list.queryOptions({
      refetchInterval: ({ state }) =>
        state.data?.change?.state === 'running' ? PROGRESS_MS : false,
    }),
  )
  return (
    <Section
      title="Finding"
      about="Models that find passages. Others are used once you put them into your models folder; none is fetched."
    >
      {error !== null && <FailureNote {...failureOf(error)} />}
      {data !== undefined && (
        <>
          <EmbedderField installed={data} />
          <p className="section-about">
            all-MiniLM-L6-v2 knows English. Texts in other languages are found by their words: well
            in Spanish, Romanian, Chinese, Russian, Thai and Turkish, fairly in German, Greek, Hindi
            and Vietnamese, poorly in Arabic. With multilingual-e5-small all are good, Arabic fair.
          </p>
          <EmbedderChange installed={data} />
          <CrossEncoderField installed={data} settings={settings} />
        </>
      )}
      <ReformulateSwitch settings={settings} />
      {data !== undefined && <ModelsFolder installed={data} />}
    </Section>
  )
}

function EmbedderField({ installed }: { readonly installed: InstalledModels }) {
  const { begin } = useChangeEmbedder()
  const embedders = installed.models.filter(({ kind }) => kind === 'embedder')
  const used = embedders.find(({ isInUse }) => isInUse)?.name ?? ''
  const isRunning = installed.change?.state === 'running'
  return (
    <label className="row-label">
      <span>Embedding model</span>
      <select
        className="field"
        value={used}
        disabled={isRunning}
        onChange={(event) => begin(event.target.value)}
      >
        {used === '' && <option value="">Not there any more</option>}
        {embedders.map(({ name, isMultilingual }) => (
          <option key={name} value={name}>
            {name} ({isMultilingual ? 'many languages' : 'English'})
          </option>
        ))}
      </select>
    </label>
  )
}

interface CrossEncoderFieldProps {
  readonly installed: InstalledModels
  readonly settings: Settings
}

function CrossEncoderField({ installed, settings }: CrossEncoderFieldProps) {
  const change = useChangeSettings()
  const encoders = installed.models.filter(({ kind }) => kind === 'cross-encoder')
  const names = encoders.map(({ name }) => name)
  const chosen = settings.crossEncoder
  const missing = chosen !== null && !names.includes(chosen) ? [chosen] : []
  return (
    <label className="row-label">
      <span>Cross-encoder, which reads the leading passages with the question</span>
      <select
        className="field"
        value={chosen ?? ''}
        disabled={names.length + missing.length === 0}
        onChange={(event) => {
          const crossEncoder = event.target.value || null
          change.mutate(
            { crossEncoder },
            {
              onSuccess: () =>
                void queryClient.invalidateQueries({ queryKey: engine.models.key() }),
            },
          )
        }}
      >
        <option value="">{names.length === 0 ? 'None is installed' : 'Off'}</option>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
        {missing.map((name) => (
          <option key={name} value={name}>
            {name} (not there)
          </option>
        ))}
      </select>
    </label>
  )
}

function ReformulateSwitch({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings()
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={settings.reformulate === 'auto'}
        onChange={(event) => change.mutate({ reformulate: event.target.checked ? 'auto' : 'off' })}
      />
      <span>
        Let the model that answers also help to find, where a question may need several documents:
        one on this computer reads the first passages and names what to look up next; a provider
        only gets the question, and splits it into parts
      </span>
    </label>
  )
}

function ModelsFolder({
  installed: { folders, unusable },
}: {
  readonly installed: InstalledModels
}) {
  return (
    <>
      {unusable.map(({ name, reason }) => (
        <p key={name} className="row-text">
          “{name}” cannot be used: {reason}.
        </p>
      ))}
      <p className="section-about">
        Your models folder is <code>{folders[0]}</code>
      </p>
    </>
  )
}
