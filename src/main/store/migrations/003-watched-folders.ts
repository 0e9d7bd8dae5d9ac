/**
 * Folders (or files) that are kept in step. `identity` is the folder's inode when it was last looked through: an empty folder with
 * another one is the mount point of a disk that is not there, not a folder whose files were deleted.
 */
export const sql = `
CREATE TABLE watched_folders (
  path TEXT PRIMARY KEY,
  options TEXT NOT NULL,
  identity TEXT,
  added_at TEXT NOT NULL,
  synced_at TEXT,
  unavailable_since TEXT
) STRICT;
`
