import { isDeepStrictEqual } from 'node:util'
import type { Settings, SettingsValues } from './govern/settings.ts'
import type { ChangeWatch, FrozenSearch } from './insight/change-watch.ts'
import type { SearchSetup } from './insight/own-questions.ts'
import type { InstalledModels } from './library/installed-models.ts'
import type { OwnedSearchHelp } from './search-help.ts'
import { createSearch } from './search/search.ts'

/** What the search depends on beside the documents and the question. The language model matters only where it follows questions. */
export function searchSetup(settings: SettingsValues, embedder: string): SearchSetup {
  const { crossEncoder, crossEncoderMs, reformulateMs } = settings
  const reformulate = followingModel(settings)
  return {
    embedder,
    crossEncoder,
    ...(crossEncoder === null ? {} : { crossEncoderMs }),
    reformulate,
    ...(reformulate === null ? {} : { reformulateMs }),
  }
}

/** The model that follows questions: a file, or a provider's. */
function followingModel(settings: SettingsValues): string | null {
  const { engine, reformulate, localModel, cloudProvider, cloudModel } = settings
  if (reformulate === 'off' || engine === 'extractive') return null
  if (engine === 'local') return localModel
  return cloudProvider === null || cloudModel === null ? null : `${cloudProvider}/${cloudModel}`
}

interface FreezeDeps {
  readonly settings: Pick<Settings, 'get'>
  readonly parts: Omit<Parameters<typeof createSearch>[0], 'help'>
  readonly helpFor: (values: SettingsValues) => OwnedSearchHelp
}

/**
 * The search as the settings make it at this moment; later changes of them do not reach it. Where it asks a provider, it throws as soon as the
 * owner has changed that: nothing may be sent there any more.
 */
export function freezeSearch({ settings, parts, helpFor }: FreezeDeps): FrozenSearch {
  const values = settings.get()
  const help = helpFor(values)
  const search = createSearch({ ...parts, help })
  const isWanted = (): boolean =>
    values.engine !== 'cloud' || followingModel(settings.get()) === followingModel(values)
  return {
    setup: searchSetup(values, parts.embedder.name),
    search: {
      ...search,
      async search(request) {
        if (!isWanted()) throw new Error('The provider that this search asks is no longer wanted.')
        return search.search(request)
      },
    },
    [Symbol.asyncDispose]: () => help[Symbol.asyncDispose](),
  }
}

/** What the search is made of at any moment, and the search as it is then. */
export function searchMakeup(deps: FreezeDeps): {
  readonly setup: () => SearchSetup
  readonly freeze: () => FrozenSearch
} {
  return {
    setup: () => searchSetup(deps.settings.get(), deps.parts.embedder.name),
    freeze: () => freezeSearch(deps),
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
