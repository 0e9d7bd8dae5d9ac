import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, say } from './steps.mjs'

const lockFile = join(root, '.tools', 'setup.lock')
const pollMs = 500

/** Runs `work` while no other set-up of this folder runs, so that two commands started together do not install twice. */
export async function withSetupLock(work) {
  await takeLock()
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

async function takeLock() {
  mkdirSync(join(root, '.tools'), { recursive: true })
  let hasSaid = false
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isHeld()) {
      rmSync(lockFile, { force: true })
      continue
    }
    if (!hasSaid) say('Waiting for another set-up of this folder to end.')
    hasSaid = true
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

function isHeld() {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0)
    return true
  } catch (error) {
    // EPERM: the process exists and belongs to somebody else.
    return error.code === 'EPERM'
  }
}
