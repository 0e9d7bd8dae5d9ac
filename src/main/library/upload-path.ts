const PREFIX = 'upload:'

/** The path under which a file is kept that was handed over by its bytes. It carries the SHA-256, so that two files of one name stay two. */
export function uploadPath(sha256: string, name: string): string {
  const base = name.split(/[\\/]/).at(-1) || 'file'
  return `${PREFIX}${sha256}/${base}`
}

/** The SHA-256 in such a path; null for the path of a real file. */
export function uploadedSha256(path: string): string | null {
  return /^upload:([0-9a-f]{64})\//.exec(path)?.[1] ?? null
}
