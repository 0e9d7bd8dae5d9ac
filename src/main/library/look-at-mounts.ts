import { readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  forgetMounts,
  markMountMissing,
  mountsBelow,
  saveMount,
  type MountRow,
} from '../store/mounts.ts'
import type { WriteDb } from '../store/open.ts'

/** What became of the disks inside a folder, by their paths. */
export interface Mounts {
  readonly missing: readonly string[]
  /** Those of `missing` that were there the last time. */
  readonly gone: readonly string[]
  /** They were missing the last time, and are there again. */
  readonly back: readonly string[]
}

/** Looks after the disks that were seen inside a folder and notes what became of them. */
export async function lookAtMounts(db: WriteDb, folder: string): Promise<Mounts> {
  const mounts = { missing: [] as string[], gone: [] as string[], back: [] as string[] }
  for (const mount of mountsBelow(db, folder)) {
    const state = await stateOf(mount)
    if (state === 'missing') {
      mounts.missing.push(mount.path)
      if (markMountMissing(db, mount.path)) mounts.gone.push(mount.path)
      continue
    }
    if (mount.unavailableSince !== null) mounts.back.push(mount.path)
    if (state === 'plain folder') forgetMounts(db, mount.path)
    else saveMount(db, mount.path, state.device)
  }
  return mounts
}

/**
 * When a disk goes, its folder goes with it, or stays behind empty on the device above (a link to it: on any other device). A folder
 * with files on the device above is one that took the disk's place.
 */
async function stateOf({
  path,
  device,
}: MountRow): Promise<'missing' | 'plain folder' | { readonly device: string }> {
  const [own, above] = await Promise.all([deviceOf(path), deviceOf(dirname(path))])
  if (own === null) return 'missing'
  if (own !== above && own === device) return { device: own }
  const entries = await readdir(path).catch(() => [])
  if (entries.length === 0) return 'missing'
  return own === above ? 'plain folder' : { device: own }
}

/** The number of the device on which a path stands; null where there is nothing. */
export async function deviceOf(path: string): Promise<string | null> {
  return stat(path).then(
    ({ dev }) => String(dev),
    () => null,
  )
}
