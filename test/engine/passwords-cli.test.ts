import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cliEnvironment, entry, jsonLines, runCli } from '../helpers/run-cli.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { until } from '../helpers/until.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const lease = pdf([pdfPage('The rent is due on the third.')], { password: 'harbour' })
const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0
if (!hasTerminal) console.log('Skipped, no terminal to type in: script (util-linux) not installed')

/** The command line in a terminal, where `typed` is typed once `prompt` stands there. */
async function inTerminal(args: readonly string[], prompt: string, typed: string) {
  const command = [process.execPath, entry, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: cliEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text))
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  await until(
    async () => shown,
    (text) => text.includes(prompt),
  )
  child.stdin.write(`${typed}\r`)
  return { code: await code, shown }
}

test.skipIf(!hasTerminal)(
  'in a terminal the password of what is locked is asked for once, unseen, at the end',
  async () => {
    const folder = await writeFolder({ 'lease.pdf': lease, 'otters.txt': 'Otters sleep.' })
    const add = ['--data', await writeFolder({}), 'add', folder]
    const prompt = 'Password of the locked document'
    const wrong = await inTerminal(add, prompt, 'gull')
    const right = await inTerminal([...add, '--retry'], prompt, 'harbour')
    expect({
      codes: [wrong.code, right.code],
      asked: wrong.shown.split(prompt).length - 1,
      told: wrong.shown.includes('does not open with that password'),
      seen: /gull|harbour/.test(wrong.shown + right.shown),
    }).toEqual({ codes: [1, 0], asked: 1, told: true, seen: false })
  },
)

test('what a retry and its folder both fail on is told and counted once', async () => {
  const folder = await writeFolder({ 'lease.pdf': lease })
  const add = ['--json', '--data', await writeFolder({}), 'add', folder]
  await runCli(add)
  const told = jsonLines(await runCli([...add, '--retry']))
  expect(told).toMatchObject([
    { event: 'document', status: 'failed', error: { code: 'password-protected' } },
    { event: 'summary', failed: 1 },
  ])
})

test('nobody is asked for a password where nobody sits, and text takes the one piped in', async () => {
  const folder = await writeFolder({ 'lease.pdf': lease })
  const path = join(folder, 'lease.pdf')
  const add = await runCli(['--data', await writeFolder({}), 'add', path])
  const without = await runCli(['text', path])
  const piped = await runCli(['--json', 'text', '--password', path], { input: 'harbour\n' })
  expect({
    add: [add.code, add.stderr.includes('Password of')],
    without: without.code,
    hinted: without.stderr.includes('--password'),
    piped: jsonLines(piped),
  }).toMatchObject({
    add: [1, false],
    without: 2,
    hinted: true,
    piped: [{ pages: [{ page: 1, text: 'The rent is due on the third.' }] }],
  })
})
