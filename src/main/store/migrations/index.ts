import { sql as firstTables } from './001-first-tables.ts'
import { sql as vectorsByRow } from './002-vectors-by-row.ts'
import { sql as watchedFolders } from './003-watched-folders.ts'
import { sql as wordsWithoutSpaces } from './004-words-without-spaces.ts'
import { sql as countFailures } from './005-count-failures.ts'
import { sql as whatWasRead } from './006-what-was-read.ts'
import { sql as tagsAndQuestions } from './007-tags-and-questions.ts'
import { sql as queueAndLeftovers } from './008-queue-and-leftovers.ts'
import { sql as vectorSets } from './009-vector-sets.ts'
import { sql as whatSearchesRemember } from './010-what-searches-remember.ts'
import { sql as stemsByScript } from './011-stems-by-script.ts'
import { sql as howFilesAreRead } from './012-how-files-are-read.ts'
import { sql as stemsByLanguage } from './013-stems-by-language.ts'

/** Every migration in order; the database's `user_version` counts those applied. A released one is never edited. */
export const migrations: readonly string[] = [
  firstTables,
  vectorsByRow,
  watchedFolders,
  wordsWithoutSpaces,
  countFailures,
  whatWasRead,
  tagsAndQuestions,
  queueAndLeftovers,
  vectorSets,
  whatSearchesRemember,
  stemsByScript,
  howFilesAreRead,
  stemsByLanguage,
]
