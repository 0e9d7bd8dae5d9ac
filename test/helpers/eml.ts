/** A mail of these headers with this text and these attachments, as a mail program saves it. */
export function eml(
  headers: Readonly<Record<string, string>>,
  text: string,
  attachments: Readonly<Record<string, string | Uint8Array>> = {},
): string {
  const parts = Object.entries(attachments).map(([name, content]) => [
    '--parts',
    `Content-Type: application/octet-stream; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
  ])
  return [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="parts"',
    '',
    '--parts',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    ...parts.flat(),
    '--parts--',
    '',
  ].join('\r\n')
}
