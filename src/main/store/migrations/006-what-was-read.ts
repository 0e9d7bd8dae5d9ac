/**
 * What a reader found besides the text, a row a version: who wrote it, its own dates (ms since 1970), and the quality report as JSON.
 * A table of its own, since a column that is added to `versions` would stand behind its long text. `author_key` is the author as it is
 * compared (store/fold.ts). A version from before has no row until it is read again.
 */
export const sql = `
CREATE TABLE version_facts (
  version_id INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
  author TEXT,
  author_key TEXT,
  created_ms REAL,
  modified_ms REAL,
  quality TEXT NOT NULL
) STRICT;
`
