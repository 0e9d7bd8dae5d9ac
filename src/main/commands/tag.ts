import type { Command } from 'commander'
import { AppError } from '../lib/app-error.ts'
import { count } from './print.ts'
import type { ExitCode, Run, Session } from './session.ts'

/** `carrel tag` and `carrel untag`: the user's own names for groups of documents. */
export function registerTag(program: Command, run: Run): void {
  program
    .command('tag')
    .argument('[path-or-number...]', 'documents, and last the name of the tag')
    .description('Put a tag on documents; without arguments, list the tags')
    .addHelpText('after', help)
    .action((words: string[]) =>
      run((session) => (words.length === 0 ? list(session) : change(session, 'add', words))),
    )
  program
    .command('untag')
    .argument('<path-or-number...>', 'documents, and last the name of the tag')
    .description('Take a tag off documents')
    .addHelpText('after', help)
    .action((words: string[]) => run((session) => change(session, 'remove', words)))
}

const help = `
  carrel tag ~/Leases 17 "contract"    all of a folder, document 17 of "carrel list", a pattern such as "*.pdf", or a file
  carrel search "deposit tag:contract" only in documents that have it (ask and the window take the same)
Case does not count in names. A tag that no document has is gone.

With --json: {"tag","documents","changed"}; documents counts those that were meant, changed those that are new to it
  or lost it. Without arguments: {"tags":[{"name","documents"}]}`

async function list(session: Session): Promise<ExitCode> {
  const client = await session.client()
  const tags = await client.tags.list()
  if (session.json) session.out(JSON.stringify({ tags }))
  else if (tags.length === 0)
    session.note('No document has a tag. To give one: carrel tag PATH… NAME')
  else
    for (const { name, documents } of tags) session.out(`${name}  ${count(documents, 'document')}`)
  return 0
}

async function change(
  session: Session,
  how: 'add' | 'remove',
  words: readonly string[],
): Promise<ExitCode> {
  const name = words.at(-1) ?? ''
  const meant = words.slice(0, -1)
  if (meant.length === 0)
    throw new AppError(
      'bad-input',
      'A tag needs documents and a name.',
      `carrel ${how === 'add' ? 'tag' : 'untag'} PATH… NAME`,
    )
  const client = await session.client()
  const isNumber = (word: string): boolean => /^\d+$/.test(word)
  const input = {
    name,
    documentIds: meant.filter(isNumber).map(Number),
    paths: meant.filter((word) => !isNumber(word)),
  }
  const { documents, changedIds } =
    how === 'add' ? await client.tags.add(input) : await client.tags.remove(input)
  const changed = changedIds.length
  if (session.json) session.out(JSON.stringify({ tag: name, documents, changed }))
  else if (documents === 0) session.note('No document of the library is there.')
  else session.out(outcome(how, name, { documents, changed }))
  return documents === 0 ? 1 : 0
}

function outcome(
  how: 'add' | 'remove',
  name: string,
  { documents, changed }: { readonly documents: number; readonly changed: number },
): string {
  const did = how === 'add' ? `got the tag "${name}"` : `lost the tag "${name}"`
  const rest = documents - changed
  const others = how === 'add' ? 'had it already' : 'did not have it'
  return `${count(changed, 'document')} ${did}${rest > 0 ? `, ${rest} ${others}` : ''}.`
}
