import type { Command } from 'commander'
import type { z } from 'zod'
import type { EngineClient } from '../api/connect.ts'
import type { EmbedderChange, InstalledModels } from '../api/schema/models.ts'
import { noteChange } from './note-change.ts'
import { shortPath, size, style } from './print.ts'
import type { ExitCode, Run, Session } from './session.ts'

type Models = z.infer<typeof InstalledModels>
type Change = z.infer<typeof EmbedderChange>

/** `carrel models`: what is installed besides the language models, and by which embedder the library is searched. */
export function registerModels(program: Command, run: Run): void {
  const models = program
    .command('models')
    .description(
      'List the models of finding and of speech that are installed, or change the embedder',
    )
    .addHelpText('after', help)
    .action(() => run(async (session) => list(session, await session.client())))
  models
    .command('use')
    .argument('[name]', 'an installed embedder; without it, a change that was cut short goes on')
    .description('embed the library by another model; the old one answers until that is done')
    .action((name?: string) => run((session) => use(session, name)))
  models
    .command('languages')
    .option('--add <code>', 'fetch the data of another one')
    .description('list the languages whose scans can be read, or fetch another one')
    .action(({ add }: { readonly add?: string }) => run((session) => languages(session, add)))
  models
    .command('drop')
    .description('end a change, or erase the vectors of the embedder that was used before')
    .action(() =>
      run(async (session) => {
        await (await session.client()).models.dropChange()
        session.out(session.json ? '{"done":true}' : 'Only the vectors in use are left.')
        return 0
      }),
    )
}

const help = `
To install a model, put its folder into the first of the folders listed, as the hubs have it in the layout of transformers.js:
  NAME/config.json  NAME/tokenizer.json  NAME/onnx/model_quantized.onnx (8 bits) or NAME/onnx/model.onnx
Such as multilingual-e5-small (an embedder of 100 languages) or ms-marco-MiniLM-L-6-v2 (an English cross-encoder). Carrel fetches none.
A cross-encoder is switched on with: carrel settings set crossEncoder NAME
Recordings are written down by a Whisper, such as whisper-base (of several, the largest):
  NAME/config.json  tokenizer.json  tokenizer_config.json  preprocessor_config.json  generation_config.json, and in NAME/onnx/
  encoder_model_quantized.onnx with decoder_model_merged_quantized.onnx (8 bits), or both without "_quantized"
With --json: {"models":[{"name","kind","isMultilingual","isInUse","dimensions","sizeBytes"}],"unusable":[{"name","reason"}],
  "folders","change":{"state","recipe","done","total","failure"?}|null,"previous"}; use prints a change a line; languages prints {"installed":[{"code","name"}],"available","host"}.`

async function languages(session: Session, add: string | undefined): Promise<ExitCode> {
  const client = await session.client()
  const { signal } = session
  const found =
    add === undefined
      ? await client.models.scanLanguages()
      : await client.models.addScanLanguage({ code: add }, { signal })
  if (session.json) session.out(JSON.stringify(found))
  else for (const { code, name } of found.installed) session.out(`${code}  ${name}`)
  const others = found.available.map(({ code }) => code).join(' ')
  session.note(
    `For another one: carrel key allow ${found.host}, then carrel models languages --add CODE. There are: ${others}`,
  )
  return 0
}

async function list(session: Session, client: EngineClient): Promise<ExitCode> {
  const models = await client.models.list()
  if (session.json) session.out(JSON.stringify(models))
  else session.out(modelsText(models))
  return 0
}

function modelsText({ models, unusable, folders, change, previous }: Models): string {
  const lines = models.map((model) => {
    const { name, kind, isMultilingual, isInUse, sizeBytes } = model
    const languages = isMultilingual ? 'many languages' : 'English'
    const use = isInUse ? style('green', ' in use') : ''
    return `${style('bold', name)}  ${kind}, ${languages}, ${size(sizeBytes)}${use}`
  })
  const broken = unusable.map(({ name, reason }) =>
    style('yellow', `${name} cannot be used: ${reason}`),
  )
  const where = style('dim', `Put others into ${folders.map(shortPath)[0] ?? ''}`)
  const rest = [
    change === null ? '' : changeText(change),
    previous === null ? '' : `The vectors of ${previous} are kept: going back takes no time.`,
    where,
  ]
  return [...lines, ...broken, ...rest.filter(Boolean)].join('\n')
}

async function use(session: Session, name: string | undefined): Promise<ExitCode> {
  const client = await session.client()
  const startedMs = Date.now()
  if (name === undefined) await client.models.resumeChange()
  else await client.models.useEmbedder({ name })
  let last: Change | null = null
  const { signal } = session
  for await (const change of await client.models.followChange(undefined, { signal })) {
    if (session.json) session.out(JSON.stringify(change))
    else if (change.done !== last?.done || change.state !== last.state)
      session.note(changeText(change))
    last = change
  }
  signal.throwIfAborted()
  if (last === null && !session.json) session.out('There is nothing to change.')
  await noteChange(session, startedMs)
  return last?.state === 'failed' ? 1 : 0
}

function changeText({ state, recipe, done, total, failure }: Change): string {
  switch (state) {
    case 'running':
      return `${done} of ${total} chunks embedded by ${recipe}`
    case 'interrupted':
      return `A change to ${recipe} was cut short at ${done} of ${total} chunks. To go on: carrel models use`
    case 'failed':
      return `The change to ${recipe} failed: ${failure?.message ?? ''} ${failure?.hint ?? ''}`
    case 'done':
      return `The library is searched by ${recipe}.`
  }
}
