import { writeFolder } from './write-folder.ts'
import { collect } from './collect.ts'
import type { TestEngine } from './open-test-engine.ts'

const files = {
  'lease.txt': `The monthly rent for the flat is 900 euros. It is paid on the third day of each month.

The deposit is two monthly rents. The landlord returns it within six weeks after the keys were handed over.`,
  'rules.txt': `The garden gate is locked at ten in the evening. Smoking in the stairwell is not allowed.

The laundry room in the basement is open from eight in the morning.`,
}

/** Adds two small documents about a flat to an engine. Returns their folder. */
export async function addFlatDocuments({ client }: TestEngine): Promise<string> {
  const folder = await writeFolder(files)
  await collect(await client.library.add({ paths: [folder] }))
  return folder
}
