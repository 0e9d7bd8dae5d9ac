import { resolve } from 'node:path'

/** The built embedding model of this repository. */
export const modelFolder = resolve(import.meta.dirname, '../../models')

/** A key as CARREL_KEY carries it; no test may touch the keychain of who runs it. */
export const testKey = '5ec2e7'.padEnd(64, '0')
