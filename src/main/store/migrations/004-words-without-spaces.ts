/**
 * Texts in scripts without spaces are indexed word by word. Where a chunk has such text, `search_…` keeps exactly what was indexed, so
 * that it can be taken out again whatever a later dictionary makes of the same text; elsewhere it is NULL and the text itself is
 * indexed. `segment_words` is store/segment-words.ts. The index is made anew from what is there.
 */
export const sql = `
ALTER TABLE chunks ADD COLUMN search_title TEXT;
ALTER TABLE chunks ADD COLUMN search_headings TEXT;
ALTER TABLE chunks ADD COLUMN search_text TEXT;
UPDATE chunks SET search_title = segment_words(title), search_headings = segment_words(headings), search_text = segment_words(text)
  WHERE segment_words(title || headings || text) IS NOT NULL;

DROP TRIGGER chunk_text_insert;
DROP TRIGGER chunk_text_delete;
DROP TABLE chunk_text;
CREATE VIEW chunk_words AS SELECT id, coalesce(search_title, title) AS title, coalesce(search_headings, headings) AS headings,
  coalesce(search_text, text) AS text FROM chunks;
CREATE VIRTUAL TABLE chunk_text USING fts5 (
  title, headings, text,
  content = 'chunk_words', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO chunk_text (chunk_text, rank) VALUES ('secure-delete', 1);
INSERT INTO chunk_text (chunk_text) VALUES ('rebuild');
CREATE TRIGGER chunk_text_insert AFTER INSERT ON chunks BEGIN
  INSERT INTO chunk_text (rowid, title, headings, text) VALUES (new.id, coalesce(new.search_title, new.title),
    coalesce(new.search_headings, new.headings), coalesce(new.search_text, new.text));
END;
CREATE TRIGGER chunk_text_delete AFTER DELETE ON chunks BEGIN
  INSERT INTO chunk_text (chunk_text, rowid, title, headings, text) VALUES ('delete', old.id, coalesce(old.search_title, old.title),
    coalesce(old.search_headings, old.headings), coalesce(old.search_text, old.text));
END;
`
