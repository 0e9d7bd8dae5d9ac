import { AppError } from '../lib/app-error.ts'
import type { Database } from '../store/open.ts'
import { listTags, tagDocuments, untagDocuments, type TagRow } from '../store/tags.ts'
import { documentsMeant, type DocumentChoice } from './documents-meant.ts'

export interface TagChange extends DocumentChoice {
  readonly name: string
}

/** The user's own names for groups of documents. Its methods are the contract's. */
export interface Tags {
  list(): TagRow[]
  /** Throws `bad-input` for a name without a letter or digit. */
  add(change: TagChange): { documents: number; changedIds: number[] }
  remove(change: TagChange): { documents: number; changedIds: number[] }
}

export function createTags({ writer }: Pick<Database, 'writer'>): Tags {
  return {
    list: () => listTags(writer),
    add({ name, ...choice }) {
      // A quotation mark would end the name where a query says tag:"name".
      if (!/[\p{L}\p{N}]/u.test(name) || name.includes('"'))
        throw new AppError(
          'bad-input',
          `‘${name}’ is no name for a tag.`,
          'Use a word or two, without quotation marks.',
        )
      const documentIds = documentsMeant(writer, choice)
      return { documents: documentIds.length, changedIds: tagDocuments(writer, name, documentIds) }
    },
    remove({ name, ...choice }) {
      const documentIds = documentsMeant(writer, choice)
      return {
        documents: documentIds.length,
        changedIds: untagDocuments(writer, name, documentIds),
      }
    },
  }
}
