const hosts: Readonly<Record<string, string>> = {
  openai: 'api.openai.com',
  anthropic: 'api.anthropic.com',
}

/** The host a provider is reached at; null while its address is not one. */
export function hostOf(provider: string): string | null {
  const known = hosts[provider]
  if (known !== undefined) return known
  const url = URL.canParse(provider) ? new URL(provider) : null
  return url !== null && /^https?:$/.test(url.protocol) ? url.host : null
}
