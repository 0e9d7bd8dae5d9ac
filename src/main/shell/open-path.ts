import { dialog, shell } from 'electron'

/** Shows a file with the system's own program, or says why that did not work. */
export function openPath(path: string): void {
  void shell.openPath(path).then((problem) => {
    if (problem !== '') dialog.showErrorBox(`"${path}" could not be opened.`, problem)
  })
}
