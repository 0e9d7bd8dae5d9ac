import { useMutation } from '@tanstack/react-query'
import { engine, queryClient } from '../../engine/client.ts'
import { tellFailure } from '../../state/notices.ts'

/** Changes settings; what the engine answers is what is shown. */
export function useChangeSettings() {
  return useMutation(
    engine.settings.set.mutationOptions({
      onError: tellFailure,
      onSuccess: (settings) => {
        queryClient.setQueryData(engine.settings.get.queryKey(), settings)
        // What it does to the search is measured from now on.
        void queryClient.invalidateQueries({ queryKey: engine.insight.lastChange.key() })
      },
    }),
  )
}
