export type Appearance = 'system' | 'light' | 'dark'

const KEY = 'carrel-appearance'

/** Colours the page. Kept in the page too, so that the next start has no flash of the other colours. */
export function applyAppearance(appearance: Appearance): void {
  if (appearance === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = appearance
  localStorage.setItem(KEY, appearance)
}

/** The appearance of the last run, before the engine is asked. */
export function restoreAppearance(): void {
  const kept = localStorage.getItem(KEY)
  if (kept === 'light' || kept === 'dark') document.documentElement.dataset['theme'] = kept
}
