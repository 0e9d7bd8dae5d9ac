import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'

/** A ZIP file of these texts by path, all locked by a password: by AES, or by the weak lock of old programs. */
export async function lockedZip(
  files: Readonly<Record<string, string>>,
  password: string,
  lock: 'aes' | 'zip-crypto' = 'aes',
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  await writer.add('papers/', undefined, { directory: true })
  for (const [path, text] of Object.entries(files))
    await writer.add(path, new TextReader(text), { password, zipCrypto: lock === 'zip-crypto' })
  return await writer.close()
}
