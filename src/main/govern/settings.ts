import { listEgress, type EgressRow } from '../store/egress.ts'
import type { Database } from '../store/open.ts'
import { readSettings, writeSettings } from '../store/settings.ts'

/** What a workspace's owner decided. Mirrors `Settings` of the contract. */
export interface SettingsValues {
  readonly engine: 'extractive' | 'local' | 'cloud'
  readonly localModel: string | null
  readonly cloudProvider: string | null
  readonly cloudModel: string | null
  readonly allowedHosts: string[]
  readonly appearance: 'system' | 'light' | 'dark'
  readonly ocrLanguages: string[]
  readonly crossEncoder: string | null
  readonly crossEncoderMs: number
  readonly reformulate: 'off' | 'auto'
  readonly reformulateMs: number
}

/** Nothing leaves the machine, and an answer needs nothing that is not bundled. */
const defaults: SettingsValues = {
  engine: 'extractive',
  localModel: null,
  cloudProvider: null,
  cloudModel: null,
  allowedHosts: [],
  appearance: 'system',
  ocrLanguages: ['eng'],
  crossEncoder: null,
  // Twenty passages at some 25 ms each, which a small cross-encoder takes for one on one core.
  crossEncoderMs: 500,
  // Each question costs the model a call, and what that gains was not measured.
  reformulate: 'off',
  reformulateMs: 5000,
}

export interface Settings {
  get(): SettingsValues
  /** Changes what is named, leaves the rest, and returns all. */
  set(changes: {
    readonly [Name in keyof SettingsValues]?: SettingsValues[Name] | undefined
  }): SettingsValues
  /** Every request that left or was refused, newest first. */
  egress(): EgressRow[]
}

export function createSettings({ writer }: Pick<Database, 'writer'>): Settings {
  const get = () => withDefaults(readSettings(writer))
  return {
    get,
    set(changes) {
      writeSettings(writer, changes)
      return get()
    },
    egress: () => listEgress(writer),
  }
}

/** Only the settings: other rooms keep things beside them. What is stored came through the contract's check on its way in. */
function withDefaults(stored: Readonly<Record<string, unknown>>): SettingsValues {
  const named = Object.keys(defaults).flatMap((name) =>
    stored[name] === undefined ? [] : [[name, stored[name]] as const],
  )
  return { ...defaults, ...(Object.fromEntries(named) as Partial<SettingsValues>) }
}
