const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** The language (ISO 639-1) that is called so: a code of two or three letters (`de`, `deu`), or its English name; null for what is none. */
export function languageNamed(name: string): string | null {
  const wanted = name.trim().toLowerCase()
  if (/^[a-z]{2,3}$/.test(wanted)) {
    const { language } = new Intl.Locale(wanted)
    return language.length === 2 && english.of(language) !== undefined ? language : null
  }
  for (const first of LETTERS)
    for (const second of LETTERS)
      if (english.of(first + second)?.toLowerCase() === wanted) return first + second
  return null
}
