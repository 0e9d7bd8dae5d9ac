/**
 * The first tables.
 *
 * A *document* is what the user added (a file, or one record of a collection); a *version* is a content, stored once however many
 * documents have it. Offsets (`start`, `end`) are UTF-16 code units into `versions.text`, as JavaScript counts, so that
 * `text.slice(start, end)` is exact; never compute them with SQL's `substr`, which counts code points.
 *
 * `versions.text` comes last, because SQLite walks through a long value to reach what stands behind it.
 *
 * Deleting a version takes everything made of it: pages, blocks and chunks by foreign key, index terms and vectors by the triggers
 * on `chunks`. `citations` keep path and title of their own, so that a conversation still reads when its source is gone.
 */
export const sql = `
CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  recipe TEXT NOT NULL,
  format TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT,
  page_count INTEGER NOT NULL,
  chunk_count INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (sha256, recipe)
) STRICT;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL,
  external_id TEXT NOT NULL DEFAULT '',
  version_id INTEGER REFERENCES versions (id),
  status TEXT NOT NULL CHECK (status IN ('waiting', 'indexed', 'empty', 'failed')),
  failure TEXT,
  size_bytes INTEGER,
  modified_ms REAL,
  added_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (path, external_id)
) STRICT;
CREATE INDEX documents_by_version ON documents (version_id);

CREATE TABLE pages (
  version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
  page_number INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  width REAL,
  height REAL,
  runs TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (version_id, page_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
  version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  level INTEGER,
  page_number INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (version_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE chunks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page_number INTEGER,
  title TEXT NOT NULL,
  headings TEXT NOT NULL,
  text TEXT NOT NULL,
  token_count INTEGER NOT NULL,
  UNIQUE (version_id, ordinal)
) STRICT;

CREATE VIRTUAL TABLE chunk_text USING fts5 (
  title, headings, text,
  content = 'chunks', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO chunk_text (chunk_text, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER chunk_text_insert AFTER INSERT ON chunks BEGIN
  INSERT INTO chunk_text (rowid, title, headings, text) VALUES (new.id, new.title, new.headings, new.text);
END;
CREATE TRIGGER chunk_text_delete AFTER DELETE ON chunks BEGIN
  INSERT INTO chunk_text (chunk_text, rowid, title, headings, text) VALUES ('delete', old.id, old.title, old.headings, old.text);
END;

CREATE VIRTUAL TABLE chunk_vectors USING vec0 (embedding float[384] distance_metric=cosine);
CREATE TRIGGER chunk_vectors_delete AFTER DELETE ON chunks BEGIN
  DELETE FROM chunk_vectors WHERE rowid = old.id;
END;

CREATE TABLE originals (
  sha256 TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL,
  options TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  failure TEXT,
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_path ON jobs (path);

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
  text TEXT NOT NULL,
  answer TEXT,
  trace_id TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX messages_by_conversation ON messages (conversation_id, id);

CREATE TABLE citations (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  document_id INTEGER REFERENCES documents (id) ON DELETE SET NULL,
  version_id INTEGER REFERENCES versions (id) ON DELETE SET NULL,
  external_id TEXT NOT NULL DEFAULT '',
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  page_number INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (message_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_by_document ON citations (document_id);
CREATE INDEX citations_by_version ON citations (version_id);

CREATE TABLE feedback (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  rating TEXT NOT NULL CHECK (rating IN ('good', 'bad')),
  reason TEXT,
  comment TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE traces (
  id TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  trace TEXT NOT NULL
) STRICT;

CREATE TABLE trace_sources (
  trace_id TEXT NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  document_id INTEGER NOT NULL,
  PRIMARY KEY (trace_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX trace_sources_by_document ON trace_sources (document_id);

CREATE TABLE egress (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  host TEXT NOT NULL,
  why TEXT NOT NULL,
  sent_bytes INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('refused', 'sent', 'failed'))
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
`
