import { createCipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { argon2id } from 'hash-wasm'
import { odf } from './office.ts'
import { zipOf } from './zip-of.ts'

const SALT = Buffer.alloc(16, 7)
const ROUNDS = 1_000

/** A text with this one paragraph, locked part by part (CBC, as LibreOffice did until 2024) or as one (GCM, as it does since). */
export async function lockedOdf(
  text: string,
  password: string,
  cipher: 'aes256-cbc' | 'aes256-gcm' | 'blowfish',
): Promise<Uint8Array> {
  const start = createHash('sha256').update(password).digest()
  const content = `<office:document-content><office:body><office:text><text:p>${text}</text:p></office:text></office:body></office:document-content>`
  if (cipher === 'aes256-gcm') {
    const whole = odf('text', `<office:text><text:p>${text}</text:p></office:text>`)
    const vector = Buffer.alloc(12, 3)
    const key = await argon2id({
      password: start,
      salt: SALT,
      iterations: 1,
      memorySize: 1024,
      parallelism: 2,
      hashLength: 32,
      outputType: 'binary',
    })
    const aes = createCipheriv('aes-256-gcm', key, vector)
    const sealed = [vector, aes.update(whole), aes.final(), aes.getAuthTag()]
    return zipOf({
      mimetype: 'application/vnd.oasis.opendocument.text',
      'encrypted-package': Buffer.concat(sealed),
      'META-INF/manifest.xml': manifestOf(
        'encrypted-package',
        `http://www.w3.org/2009/xmlenc11#${cipher}`,
        {
          vector,
          key: 'urn:x:argon2id',
          more: 'loext:argon2-iterations="1" loext:argon2-memory="1024" loext:argon2-lanes="2"',
        },
      ),
    })
  }
  const vector = Buffer.alloc(16, 3)
  const key = pbkdf2Sync(start, SALT, ROUNDS, 32, 'sha1')
  const aes = createCipheriv('aes-256-cbc', key, vector).setAutoPadding(false)
  const packed = deflateRawSync(content)
  // XML Encryption pads with anything, the last byte being how much.
  const padding = Buffer.alloc(16 - (packed.length % 16), 0x55)
  padding[padding.length - 1] = padding.length
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': Buffer.concat([aes.update(packed), aes.update(padding), aes.final()]),
    'META-INF/manifest.xml': manifestOf(
      'content.xml',
      cipher === 'blowfish' ? 'Blowfish CFB' : `http://www.w3.org/2001/04/xmlenc#${cipher}`,
      {
        vector,
        key: 'PBKDF2',
        more: `manifest:iteration-count="${ROUNDS}"`,
      },
    ),
  })
}

function manifestOf(
  path: string,
  algorithm: string,
  { vector, key, more }: { readonly vector: Buffer; readonly key: string; readonly more: string },
): string {
  return `<manifest:manifest><manifest:file-entry manifest:full-path="${path}"><manifest:encryption-data>
<manifest:algorithm manifest:algorithm-name="${algorithm}" manifest:initialisation-vector="${vector.toString('base64')}"/>
<manifest:key-derivation manifest:key-derivation-name="${key}" manifest:salt="${SALT.toString('base64')}" ${more}/>
<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2001/04/xmlenc#sha256"/>
</manifest:encryption-data></manifest:file-entry></manifest:manifest>`
}
