import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { tarOf } from './tar-of.ts'

export interface PackageRegistry extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string
  readonly host: string
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[]
}

/** A server on loopback that has one package; what it states of it may be of other bytes. */
export async function startPackageRegistry(
  name: string,
  packed: Uint8Array,
  stated: Uint8Array = packed,
): Promise<PackageRegistry> {
  const asked: string[] = []
  const integrity = `sha512-${createHash('sha512').update(stated).digest('base64')}`
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const manifest = { dist: { tarball: `${address}/packed.tgz`, integrity } }
    if (path === `/${name.replace('/', '%2F')}/latest`) response.end(JSON.stringify(manifest))
    else if (path === '/packed.tgz') response.end(packed)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  return {
    address,
    host: `127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A package as the registry has it for Dutch, with German's data in it. */
export function dutchPackage(): { readonly name: string; readonly packed: Buffer } {
  const german = createRequire(import.meta.url).resolve('@tesseract.js-data/deu/package.json')
  const model = readFileSync(join(dirname(german), '4.0.0_best_int', 'deu.traineddata.gz'))
  const packed = gzipSync(tarOf({ 'package/4.0.0_best_int/nld.traineddata.gz': model }))
  return { name: '@tesseract.js-data/nld', packed }
}
