import type { Email } from 'postal-mime'
import { AppError } from '../../lib/app-error.ts'

const ENCRYPTED = /^application\/(?:pgp-encrypted|(?:x-)?pkcs7-mime)$/

/** Whether a mail's content is locked away by S/MIME or PGP; a signature alone locks nothing. */
export function looksEncrypted({ attachments, html, text, headers }: Email): boolean {
  const type = headers.find(({ key }) => key === 'content-type')?.value ?? ''
  const isEncrypted =
    /multipart\/encrypted/i.test(type) ||
    attachments.some(({ mimeType }) => ENCRYPTED.test(mimeType)) ||
    /^application\/(?:x-)?pkcs7-mime/i.test(type)
  return isEncrypted && !html && !text?.trim()
}

export function notDecrypted(name: string): AppError {
  return new AppError(
    'password-protected',
    `"${name}" is an encrypted mail.`,
    'Open it in your mail program, save it decrypted and add that.',
  )
}
