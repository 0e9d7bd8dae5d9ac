/**
 * Russian, Greek and Arabic words are indexed by their stems. `indexed_text` is store/indexed-text.ts; only where it says something new of a
 * chunk is the index made anew.
 */
export const sql = `
UPDATE chunks SET search_title = indexed_text(title), search_headings = indexed_text(headings), search_text = indexed_text(text)
  WHERE has_stems(title || ' ' || headings || ' ' || text);
INSERT INTO chunk_text (chunk_text) SELECT 'rebuild' WHERE changes() > 0;
`
