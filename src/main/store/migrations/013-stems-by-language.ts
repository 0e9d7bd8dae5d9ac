/**
 * Texts in Latin letters are indexed with the stems of their language behind them (store/stem-latin.ts). That takes long in a large library: what
 * waits for it is noted here, and done version by version in the background (store/reindex-text.ts), while what is indexed already is
 * found as before. A later change of what is indexed may note versions in the same way.
 */
export const sql = `
CREATE TABLE reindexing (
  version_id INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE
) STRICT;
INSERT INTO reindexing SELECT id FROM versions
  WHERE language IN ('da', 'de', 'es', 'fi', 'fr', 'hu', 'it', 'nl', 'no', 'pt', 'ro', 'sv', 'tr');
CREATE INDEX versions_by_language ON versions (language);
`
