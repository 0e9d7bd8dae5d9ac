/**
 * How the owner wants a file to be read, whatever is asked of its folder. A folder that was watched with the languages that nobody had
 * chosen follows those of the library from here on.
 */
export const sql = `
CREATE TABLE reading_choices (
  path TEXT PRIMARY KEY,
  options TEXT NOT NULL
) STRICT, WITHOUT ROWID;
UPDATE watched_folders SET options = json_remove(options, '$.languages')
  WHERE json_extract(options, '$.languages') = '["eng"]';
`
