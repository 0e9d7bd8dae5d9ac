import { InvalidArgumentError } from 'commander'

/** `eng,deu` or `eng+deu`: languages of recognised text, by Tesseract's codes. */
export function parseLanguages(value: string): string[] {
  const codes = value.split(/[,+]/).map((code) => code.trim())
  if (!codes.every((code) => /^[a-z_]{3,16}$/.test(code)))
    throw new InvalidArgumentError('Use codes of Tesseract, such as eng or eng,deu.')
  return codes
}
