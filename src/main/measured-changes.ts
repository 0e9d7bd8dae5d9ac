import { isDeepStrictEqual } from 'node:util'
import type { Settings, SettingsValues } from './govern/settings.ts'
import type { ChangeWatch, FrozenSearch } from './insight/change-watch.ts'
import type { SearchSetup } from './insight/own-questions.ts'
import type { InstalledModels } from './library/installed-models.ts'
import type { OwnedSearchHelp } from './search-help.ts'
import { createSearch } from './search/search.ts'

/** What the search depends on beside the documents and the question. The model in words matters only where it rewords questions. */
export function searchSetup(settings: SettingsValues, embedder: string): SearchSetup {
  const { crossEncoder, crossEncoderMs, reformulate, reformulateMs } = settings
  const { engine, localModel, cloudModel } = settings
  const rewording = engine === 'local' ? localModel : engine === 'cloud' ? cloudModel : null
  return {
    embedder,
    crossEncoder,
    ...(crossEncoder === null ? {} : { crossEncoderMs }),
    reformulate: reformulate !== 'off' && rewording !== null ? rewording : null,
    ...(reformulate !== 'off' && rewording !== null ? { reformulateMs } : {}),
  }
}

/**
 * The search as these settings make it, which no change of them reaches. Null where it asks a provider: nothing is sent there any more once
 * the owner has changed the settings.
 */
export function frozenSearch(
  values: SettingsValues,
  deps: Omit<Parameters<typeof createSearch>[0], 'help'>,
  helpFor: (values: SettingsValues) => OwnedSearchHelp,
): FrozenSearch | null {
  if (values.reformulate !== 'off' && values.engine === 'cloud') return null
  const help = helpFor(values)
  const search = createSearch({ ...deps, help })
  const close = () => help[Symbol.asyncDispose]()
  return { setup: searchSetup(values, deps.embedder.name), search, [Symbol.asyncDispose]: close }
}

/** What the search is made of at any moment, and the search as it is then. */
export function searchMakeup(
  settings: Pick<Settings, 'get'>,
  deps: Parameters<typeof frozenSearch>[1],
  helpFor: (values: SettingsValues) => OwnedSearchHelp,
): { readonly setup: () => SearchSetup; readonly freeze: () => FrozenSearch | null } {
  return {
    setup: () => searchSetup(settings.get(), deps.embedder.name),
    freeze: () => frozenSearch(settings.get(), deps, helpFor),
  }
}

export interface MeasuredSettings extends Omit<Settings, 'set'> {
  set(changed: Parameters<Settings['set']>[0]): Promise<SettingsValues>
}

/** Settings that are changed with the search measured before and after, where it depends on what is changed. */
export function measuredSettings(settings: Settings, changes: ChangeWatch): MeasuredSettings {
  const set: MeasuredSettings['set'] = async (changed) => {
    const now = settings.get()
    const given = Object.entries(changed).filter(([, value]) => value !== undefined)
    const next = { ...now, ...(Object.fromEntries(given) as Partial<SettingsValues>) }
    const begin = () => settings.set(changed)
    return isDeepStrictEqual(searchSetup(now, ''), searchSetup(next, ''))
      ? begin()
      : changes.around({ begin })
  }
  return { ...settings, set }
}

/** A change of embedders that is measured before it begins and once the new one answers. */
export function measuredModels(installed: InstalledModels, changes: ChangeWatch): InstalledModels {
  const ended = async (signal: AbortSignal): Promise<boolean> => {
    let state = ''
    for await (const change of installed.followChange(undefined, signal)) state = change.state
    return state === 'done'
  }
  return {
    ...installed,
    async useEmbedder(input) {
      const { models } = await installed.list()
      const isInUse = models.some(({ name, isInUse: isUsed }) => name === input.name && isUsed)
      const begin = () => installed.useEmbedder(input)
      return isInUse ? begin() : changes.around({ begin, ended })
    },
    async resumeChange() {
      const result = await installed.resumeChange()
      await changes.after(ended)
      return result
    },
  }
}
