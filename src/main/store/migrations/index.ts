import { sql as firstTables } from './001-first-tables.ts'

/** Every migration in order; the database's `user_version` counts those applied. A released one is never edited. */
export const migrations: readonly string[] = [firstTables]
