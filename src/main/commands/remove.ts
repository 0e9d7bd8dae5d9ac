import { InvalidArgumentError, type Command } from 'commander'
import { count } from './print.ts'
import type { Run } from './session.ts'

/** `carrel remove`: erases documents. */
export function registerRemove(program: Command, run: Run): void {
  program
    .command('remove')
    .argument('<ids...>', 'documents by their number in "carrel list"', collectIds)
    .description('Erase documents with their text, chunks, vectors and index terms')
    .addHelpText('after', '\nThe files themselves stay where they are. With --json: {"removed"}')
    .action((documentIds: number[]) =>
      run(async (session) => {
        const client = await session.client()
        const { removed } = await client.library.remove({ documentIds: [...new Set(documentIds)] })
        const missing = new Set(documentIds).size - removed
        if (session.json) session.out(JSON.stringify({ removed }))
        else session.out(`${count(removed, 'document')} removed.`)
        if (missing > 0) session.note(`${count(missing, 'number')} named no document.`)
        return missing > 0 ? 1 : 0
      }),
    )
}

function collectIds(value: string, earlier: readonly number[] | undefined): number[] {
  const id = Number(value)
  if (!Number.isInteger(id) || id < 1)
    throw new InvalidArgumentError('Use the numbers that "carrel list" shows.')
  return [...(earlier ?? []), id]
}
