import { readSecret } from './read-secret.ts'

/** The passwords of locked files: asked for when `asks` is set, and that of the environment. Never from the arguments, which other users of the machine can read. */
export async function documentPasswords(asks: boolean): Promise<string[]> {
  const { CARREL_DOCUMENT_PASSWORD: fromEnvironment = '' } = process.env
  const asked = asks ? await readSecret('Password of the locked files: ') : ''
  return [asked, fromEnvironment].filter((each) => each !== '')
}
