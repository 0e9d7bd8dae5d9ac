import type { Command } from 'commander'
import type { z } from 'zod'
import { Settings } from '../api/schema/settings.ts'
import { AppError } from '../lib/app-error.ts'
import { noteChange } from './note-change.ts'
import { parseLanguages } from './parse-languages.ts'
import type { ExitCode, Run, Session } from './session.ts'

type Values = z.infer<typeof Settings>

const Changes = Settings.partial().strict()

/** `carrel settings`: what the owner of this library decided. */
export function registerSettings(program: Command, run: Run): void {
  program
    .command('settings')
    .description('Show or change the settings of this library')
    .addHelpText('after', help)
    .action(() => run(async (session) => show(session, await read(session))))
    .command('set')
    .argument('<name>')
    .argument('<value>', '"off" empties a setting that may be empty')
    .description('change a setting')
    .action((name: string, value: string) => run((session) => change(session, name, value)))
}

const help = `
Settings:
  engine           who answers: extractive, local or cloud
  localModel       the GGUF file that the local engine loads
  cloudProvider    openai, anthropic or an address
  cloudModel       the provider's name for the model
  ocrLanguages     languages of scans that are read in no other: eng, or eng,deu; eng by default
  crossEncoder     an installed cross-encoder that reads the 20 leading passages of each search; off by default
  crossEncoderMs   milliseconds it may take, 500 by default; what it did not reach keeps its place
  reformulate      auto: where a question names something and may need several documents, the answering model helps the search; off
                   by default. A local one reads the first passages and names what to look up next; a cloud one is sent the
                   question alone, and takes it apart
  reformulateMs    milliseconds that may take, 5000 by default
  appearance       of the window: system, light or dark
  allowedHosts     is changed with carrel key allow and carrel key deny
With --json: an object of all settings.`

async function read(session: Session): Promise<Values> {
  return (await session.client()).settings.get()
}

function show(session: Session, values: Values): ExitCode {
  if (session.json) session.out(JSON.stringify(values))
  else
    for (const [name, value] of Object.entries(values))
      session.out(
        `${name.padEnd(16)} ${Array.isArray(value) ? value.join(', ') : (value ?? 'off')}`,
      )
  return 0
}

async function change(session: Session, name: string, value: string): Promise<ExitCode> {
  const client = await session.client()
  const changes = parse(name, value)
  const startedMs = Date.now()
  const code = show(session, await client.settings.set(changes))
  if (changes.crossEncoder) await noteMissing(session, changes.crossEncoder)
  await noteChange(session, startedMs)
  return code
}

/** It may be installed later, so it is no error. */
async function noteMissing(session: Session, encoder: string): Promise<void> {
  const { models } = await (await session.client()).models.list()
  if (models.some(({ kind, name }) => kind === 'cross-encoder' && name === encoder)) return
  session.note(
    `The cross-encoder "${encoder}" is not installed: searches go on without it. See: carrel models`,
  )
}

/** As the schema takes it: a text, a number, languages, or nothing. */
function parse(name: string, value: string): z.infer<typeof Changes> {
  const texts = name === 'ocrLanguages' ? [parseLanguages(value)] : [value, Number(value)]
  for (const candidate of [...texts, ...(value === 'off' ? [null] : [])].reverse()) {
    const parsed = Changes.safeParse({ [name]: candidate })
    if (parsed.success) return parsed.data
  }
  throw new AppError(
    'bad-input',
    `"${value}" cannot be the setting "${name}".`,
    'carrel settings --help lists the settings.',
  )
}
