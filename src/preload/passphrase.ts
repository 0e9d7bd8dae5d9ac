import { ipcRenderer } from 'electron'

// The form has no script of its own: what was typed goes from here to the shell and nowhere else.
window.addEventListener('DOMContentLoaded', () => {
  const form = document.querySelector('form')
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    ipcRenderer.send('carrel:passphrase', new FormData(form).get('passphrase'))
  })
  form?.addEventListener('reset', () => ipcRenderer.send('carrel:passphrase', null))
})
