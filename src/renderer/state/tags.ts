import { changed, client } from '../engine/client.ts'
import { count } from '../ui/format.ts'
import { tell, tellFailure } from './notices.ts'

/** Puts a tag on documents or takes it off, and tells it with a way back. */
export async function changeTag(
  how: 'add' | 'remove',
  name: string,
  documentIds: readonly number[],
): Promise<void> {
  try {
    const { changedIds } = await client.tags[how]({ name, documentIds: [...documentIds] })
    await changed('tags')
    if (changedIds.length === 0) return tell(`Nothing to change: “${name}”.`)
    const what = count(changedIds.length, 'document')
    const undo = (): void => void takeBack(how, name, changedIds)
    tell(how === 'add' ? `${what} tagged “${name}”.` : `“${name}” taken off ${what}.`, {
      label: 'Undo',
      run: undo,
    })
  } catch (error) {
    tellFailure(error)
  }
}

async function takeBack(
  how: 'add' | 'remove',
  name: string,
  documentIds: readonly number[],
): Promise<void> {
  try {
    await client.tags[how === 'add' ? 'remove' : 'add']({ name, documentIds: [...documentIds] })
    await changed('tags')
  } catch (error) {
    tellFailure(error)
  }
}
