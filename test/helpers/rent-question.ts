import { collect } from './collect.ts'
import type { TestEngine } from './open-test-engine.ts'
import { writeFolder } from './write-folder.ts'

/** Adds a document about rent, and a question of the user's own that it answers. */
export async function addRentQuestion(
  { client }: TestEngine,
  question = 'When is the rent due?',
): Promise<void> {
  const folder = await writeFolder({ 'rent.txt': 'The rent is due on the third.' })
  await collect(await client.library.add({ paths: [folder] }))
  const { documents } = await client.library.list({})
  const documentIds = documents.map(({ documentId }) => documentId)
  await client.questions.save({ question, documentIds })
}
