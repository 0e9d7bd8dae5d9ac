/** Puts text on the clipboard, also where the page may not use the clipboard's own interface. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // Refused (no permission, or the window lost focus): the selection's own copy command needs neither.
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'off-screen'
    document.body.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }
}
