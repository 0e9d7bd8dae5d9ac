const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A form without any script: its preload reads it. Shown only where the system has no keychain. */
const markup = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="color-scheme" content="light dark" />
    <title>Passphrase</title>
    <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 24px }
      h1 { font-size: 17px; margin: 0 0 4px }
      p { margin: 0 0 16px; opacity: 0.75 }
      input { box-sizing: border-box; width: 100%; padding: 8px 10px; font: inherit; border-radius: 6px; border: 1px solid GrayText }
      div { display: flex; gap: 8px; justify-content: flex-end; margin-top: 16px }
      button { font: inherit; padding: 6px 16px; border-radius: 6px; border: 1px solid GrayText }
    </style>
  </head>
  <body>
    <form>
      <h1>Passphrase of your library</h1>
      <p>This system keeps no keys, so a passphrase locks your library. Nobody can recover it for you.</p>
      <label>Passphrase <input name="passphrase" type="password" autofocus required minlength="8" /></label>
      <div><button type="reset">Quit</button><button type="submit">Open</button></div>
    </form>
  </body>
</html>
`

export function passphrasePage(): Response {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy }
  return new Response(markup, { headers })
}
