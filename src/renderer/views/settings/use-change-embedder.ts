import { client, engine, queryClient } from '../../engine/client.ts'
import { tellFailure } from '../../state/notices.ts'

/** What can be done about the library's embedder; each shows what the engine says afterwards. */
export function useChangeEmbedder() {
  const after = (work: Promise<unknown>): void => {
    void work
      .catch(tellFailure)
      .then(() => queryClient.invalidateQueries({ queryKey: engine.models.key() }))
  }
  return {
    begin: (name: string) => after(client.models.useEmbedder({ name })),
    resume: () => after(client.models.resumeChange()),
    drop: () => after(client.models.dropChange()),
  }
}
