/**
 * Tags of documents, questions whose right documents are known, and what the search scored on them.
 *
 * A tag's `folded` name is what it is found by, without regard to case; it goes with its last document. A question keeps its text when its documents are removed: it is
 * the user's own. A right document is `rated` while an answer that cites it is rated as good, `marked` when it was named as such.
 * `conversations.scope` is what the questions of a conversation are narrowed to, as JSON.
 */
export const sql = `
CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE document_tags (
  tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_tags_by_document ON document_tags (document_id);
CREATE TRIGGER tags_without_documents AFTER DELETE ON document_tags
WHEN NOT EXISTS (SELECT 1 FROM document_tags WHERE tag_id = old.tag_id) BEGIN
  DELETE FROM tags WHERE id = old.tag_id;
END;

CREATE TABLE judged_questions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE judged_documents (
  question_id INTEGER NOT NULL REFERENCES judged_questions (id) ON DELETE CASCADE,
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  origin TEXT NOT NULL CHECK (origin IN ('rated', 'marked')),
  message_id INTEGER REFERENCES messages (id) ON DELETE SET NULL,
  PRIMARY KEY (question_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX judged_documents_by_document ON judged_documents (document_id);
CREATE INDEX judged_documents_by_message ON judged_documents (message_id);

CREATE TABLE evaluations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  created_at TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT;

ALTER TABLE conversations ADD COLUMN scope TEXT NOT NULL DEFAULT '{}';
`
