/**
 * Makes the sample documents and the icon that are not written by hand. The results are committed: the receipt's letters
 * depend on the fonts of the machine that draws it.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { makeIcon } from './samples/icon.ts'
import { makeLease } from './samples/lease.ts'
import { makeLetter } from './samples/letter.ts'
import { makeReceipt } from './samples/receipt.ts'

const made = {
  'samples/lease.pdf': makeLease(),
  'samples/insurance-letter.docx': makeLetter(),
  'samples/receipt-hardware.png': makeReceipt(),
  'icon.png': makeIcon(),
}

for (const [name, bytes] of Object.entries(made)) {
  const path = fileURLToPath(new URL(`../resources/${name}`, import.meta.url))
  writeFileSync(path, bytes)
  console.log(`${path} ${bytes.length} bytes`)
}
