/** How often in a row reading a file failed while it stayed the same: after three times a folder's import leaves it alone. */
export const sql = `ALTER TABLE documents ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;`
