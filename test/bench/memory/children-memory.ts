import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Megabytes that the processes below `pid` hold together at this moment, without `pid` itself; null where there is no `ps`. */
export async function childrenMb(pid: number): Promise<number | null> {
  const listed = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=']).catch(() => null)
  if (listed === null) return null
  const rows = listed.stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  const family = new Set([pid])
  let kilobytes = 0
  // A child may stand before its parent in the list.
  for (let before = 0; before < family.size;) {
    before = family.size
    for (const [id = 0, parent = 0, resident = 0] of rows)
      if (family.has(parent) && !family.has(id)) {
        family.add(id)
        kilobytes += resident
      }
  }
  return kilobytes / 1024
}
