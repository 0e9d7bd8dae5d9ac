const CHANGES = [
  'INSERT ON versions',
  'DELETE ON versions',
  'INSERT ON documents',
  'UPDATE ON documents',
  'DELETE ON documents',
  'INSERT ON document_tags',
  'DELETE ON document_tags',
  'INSERT ON version_facts',
  'UPDATE ON version_facts',
  'DELETE ON version_facts',
  'UPDATE ON vector_sets',
]

const counted = (change: string, index: number): string =>
  `CREATE TRIGGER library_changes_${index} AFTER ${change} BEGIN
  UPDATE library_changes SET changes = changes + 1;
END;`

/**
 * What makes searches quick and must be right at once. `library_changes` counts what may change a search's result, so that results which are
 * remembered are known to be stale by one look; writing an answer or a setting leaves it alone. `title_keys` has each version's title as
 * texts mention it (store/title-key.ts, as `title_key`), so that titles named in a text are looked up by an index.
 */
export const sql = `
CREATE TABLE library_changes (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  changes INTEGER NOT NULL
) STRICT;
INSERT INTO library_changes VALUES (1, 0);
${CHANGES.map(counted).join('\n')}

CREATE TABLE title_keys (
  version_id INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
  key TEXT NOT NULL
) STRICT;
INSERT INTO title_keys SELECT id, title_key(title) FROM versions;
CREATE INDEX title_keys_by_key ON title_keys (key);
`
