import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import { connectThrough } from '../../main/api/connect.ts'
import { currentLink } from './connection.ts'

export const client = connectThrough(currentLink)

/** Query and mutation options for every call of the contract. */
export const engine = createTanstackQueryUtils(client)

/**
 * The engine is on this machine, so `navigator.onLine` says nothing about it, and a failure it reports
 * would be the same a second later.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, staleTime: 5_000 },
    mutations: { networkMode: 'always', retry: false },
  },
})

/**
 * Marks what the engine holds about `what` as changed. Ratings are few and listed by several filters: lists out of sight are fetched anew as
 * well, so that none shows for a moment what was taken back.
 */
export async function changed(what: keyof typeof dependents): Promise<void> {
  await Promise.all(
    [what, ...dependents[what]].map((noun) =>
      queryClient.invalidateQueries({
        queryKey: engine[noun].key(),
        refetchType: noun === 'feedback' ? 'all' : 'active',
      }),
    ),
  )
}

/** What the engine holds changes with something else. */
const dependents = {
  library: ['tags', 'questions'],
  tags: ['library'],
  chat: ['questions'],
  feedback: ['questions'],
  questions: [],
  insight: [],
  settings: ['insight'],
} as const
