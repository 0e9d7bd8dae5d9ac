/**
 * The queue: jobs of a higher `priority` go first, `size_bytes` is what the time left is reckoned from, and imports rest while
 * `import_pause` has its row. In step with folders: `left_out` are files that were removed by hand and stay out until they change, `mounts`
 * the disks that were seen inside watched folders, with the device each had.
 */
export const sql = `
ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN size_bytes INTEGER;
DROP INDEX jobs_by_state;
CREATE INDEX jobs_by_state ON jobs (state, priority DESC, id);

CREATE TABLE import_pause (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  since TEXT NOT NULL
) STRICT;

CREATE TABLE left_out (
  path TEXT PRIMARY KEY,
  size_bytes INTEGER,
  modified_ms REAL,
  removed_at TEXT NOT NULL
) STRICT;

CREATE TABLE mounts (
  path TEXT PRIMARY KEY,
  device TEXT NOT NULL,
  unavailable_since TEXT
) STRICT;
`
