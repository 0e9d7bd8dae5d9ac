import type { Services } from './api/services.ts'
import { checkHosts, checkMachine } from './doctor.ts'
import type { ProviderKeys } from './govern/provider-keys.ts'
import type { Settings } from './govern/settings.ts'

/** The contract's `settings`: what the owner decided, the providers' keys, and how the machine does. */
export function settingsService(
  machine: Parameters<typeof checkMachine>[0],
  settings: Pick<Settings, 'get' | 'egress'> & Pick<Services['settings'], 'set'>,
  keys: ProviderKeys,
): Services['settings'] {
  return {
    ...settings,
    setKey({ provider, key }) {
      keys.set(provider, key)
      return { done: true }
    },
    removeKey({ provider }) {
      keys.remove(provider)
      return { done: true }
    },
    hasKey: ({ provider }) => ({ hasKey: keys.get(provider) !== null }),
    async doctor() {
      // Read before waiting: the library may be closed by the time the machine is looked at.
      const { allowedHosts, crossEncoder } = settings.get()
      return [...(await checkMachine({ ...machine, crossEncoder })), checkHosts(allowedHosts)]
    },
  }
}
