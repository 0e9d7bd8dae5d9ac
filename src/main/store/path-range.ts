import { sep } from 'node:path'

/** For `(path = ? OR (path > ? AND path < ?))`: a path and all below it, which lie between it with a separator and with the character after. */
export function pathRange(path: string): [string, string, string] {
  const folder = path.endsWith(sep) ? path.slice(0, -1) : path
  return [path, folder + sep, folder + String.fromCharCode(sep.charCodeAt(0) + 1)]
}
