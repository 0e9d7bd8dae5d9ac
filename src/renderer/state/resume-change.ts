import { client } from '../engine/client.ts'

/** Has the engine go on with a change of embedders that was cut short; the settings show how far it is. */
export async function resumeChange(): Promise<void> {
  try {
    await client.models.resumeChange()
  } catch {
    // The settings tell why it does not go on.
  }
}
