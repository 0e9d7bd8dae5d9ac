import mammoth from 'mammoth'
import { AppError } from '../../lib/app-error.ts'
import { documentOfHtml } from './html.ts'
import type { Reader } from './reader.ts'

/** Word documents: through HTML, so that headings, lists, tables and footnotes come out alike. Pictures are left out. */
export const readDocx: Reader = async ({ name, bytes }) => {
  const dropped = mammoth.images.imgElement(async () => ({ src: '' }))
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer },
      { convertImage: dropped, externalFileAccess: false },
    )
    return documentOfHtml(value)
  } catch (error) {
    throw new AppError(
      'damaged',
      `"${name}" is not a complete Word document.`,
      'Open it in a word processor, save it again as DOCX and add that.',
      { cause: error },
    )
  }
}
