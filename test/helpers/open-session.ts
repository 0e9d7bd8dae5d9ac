/** Exchanges a fresh address for the session's cookie, as a browser does. */
export async function openSession(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' })
  const cookie = response.headers.get('set-cookie')
  if (cookie === null) throw new Error(`No session: ${response.status} ${await response.text()}`)
  return cookie.split(';')[0] ?? ''
}
