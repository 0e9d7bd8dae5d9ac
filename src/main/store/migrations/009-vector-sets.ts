/**
 * Which embedder made the vectors, and room beside them for those of another. `chunk_vectors` and `chunk_codes` belong to the active set, which
 * searches use; `next_vectors` and `next_codes` to the one that is being built, or that was used before. They change places by their
 * names once the one that is built is complete. `recipe` says all that decides a vector besides its text; sets of different
 * recipes never compare.
 */
export const sql = `
CREATE TABLE vector_sets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recipe TEXT NOT NULL,
  dimensions INTEGER NOT NULL,
  state TEXT NOT NULL UNIQUE CHECK (state IN ('active', 'building', 'retired')),
  created_at TEXT NOT NULL
) STRICT;
INSERT INTO vector_sets (recipe, dimensions, state, created_at)
  VALUES ('all-MiniLM-L6-v2/int8', 384, 'active', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));

CREATE TABLE next_vectors (
  chunk_id INTEGER PRIMARY KEY,
  embedding BLOB NOT NULL
) STRICT;
CREATE TABLE next_codes (
  chunk_id INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL,
  code BLOB NOT NULL
) STRICT;
CREATE TRIGGER next_vectors_delete AFTER DELETE ON chunks BEGIN
  DELETE FROM next_vectors WHERE chunk_id = old.id;
  DELETE FROM next_codes WHERE chunk_id = old.id;
END;
`
