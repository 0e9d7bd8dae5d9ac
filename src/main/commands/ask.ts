import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { EngineClient } from '../api/connect.ts'
import { failureOf } from '../api/failure.ts'
import { AppError } from '../lib/app-error.ts'
import { must } from '../lib/must.ts'
import { answerJson, answerText, type Answer, type AskedPassage } from './print-answer.ts'
import { readBatch } from './read-jsonl.ts'
import { failureLines } from './run.ts'
import { SCOPE_HELP, scopeOf } from './scope-option.ts'
import type { ExitCode, Run, Session } from './session.ts'

interface AskOptions {
  readonly engine?: 'extractive' | 'local' | 'cloud'
  readonly model?: string
  readonly provider?: string
  readonly in?: string
  readonly questions?: string
  readonly out?: string
}

/** `carrel ask`: an answer from the documents, each sentence with its sources. */
export function registerAsk(program: Command, run: Run): void {
  program
    .command('ask')
    .argument('[question...]', 'the question')
    .description('Answer a question from the documents, with citations')
    .addOption(
      new Option(
        '--engine <engine>',
        'who answers; default: the setting, at first extractive',
      ).choices(['extractive', 'local', 'cloud']),
    )
    .option('--model <id>', 'a GGUF file for local, a model name for cloud')
    .option('--provider <name>', 'for cloud: openai, anthropic or the address of such a server')
    .option('--in <glob>', SCOPE_HELP)
    .option(
      '--questions <file>',
      'a .jsonl file of questions: {"id","question"} a line; needs --out',
    )
    .option('--out <file>', 'where to write the answers, one JSON object a line')
    .addHelpText('after', help)
    .action((words: string[], options: AskOptions) =>
      run((session) =>
        options.questions === undefined
          ? askOnce(session, words.join(' '), options)
          : askBatch(session, options.questions, options),
      ),
    )
}

const help = `
With --json:
  {"question","answer","abstained","sentences":[{"text","citations":[n],"supported"}],
   "citations":[{"n","documentId","externalId"?,"path","page","start","end","quote"}],
   "engine","model","ms":{"search","answer","total"},"traceId","fallback"?}
abstained: the documents do not say. fallback ({"code","message","hint"}): why the engine asked for did not answer.
cloud needs a key (carrel key set PROVIDER) and your consent for its host (carrel key allow HOST).`

interface Asked {
  readonly answer: Answer
  readonly passages: readonly AskedPassage[]
}

async function askOnce(session: Session, question: string, options: AskOptions): Promise<ExitCode> {
  if (question.trim() === '')
    throw new AppError('bad-input', 'There is no question.', 'carrel ask "Your question?"')
  const { answer, passages } = await ask(session, question, options)
  if (session.json) session.out(JSON.stringify(answerJson(answer)))
  else {
    if (answer.fallback) session.note(failureLines(answer.fallback))
    session.out(answerText(answer, passages))
  }
  return 0
}

async function askBatch(session: Session, file: string, options: AskOptions): Promise<ExitCode> {
  if (options.out === undefined)
    throw new AppError(
      'bad-input',
      '--questions needs --out.',
      'Say where to write: --out OUT.jsonl',
    )
  const questions = await readBatch(file)
  const output = createWriteStream(options.out)
  await once(output, 'open').catch((cause: unknown) => {
    throw new AppError('bad-input', `"${options.out}" cannot be written.`, 'Choose another.', {
      cause,
    })
  })
  let failed = 0
  for (const { id, text } of questions) {
    session.signal.throwIfAborted()
    const line = await ask(session, text, options).then(
      ({ answer }) => answerJson(answer),
      (error: unknown) => {
        session.signal.throwIfAborted()
        failed += 1
        return { question: text, error: failureOf(error) }
      },
    )
    output.write(`${JSON.stringify({ id, ...line })}\n`)
  }
  output.end()
  await once(output, 'close')
  const summary = { questions: questions.length, failed, out: options.out }
  if (session.json) session.out(JSON.stringify(summary))
  else session.note(`${questions.length} questions, ${failed} failed, written to ${options.out}`)
  return failed > 0 ? 1 : 0
}

async function ask(session: Session, question: string, options: AskOptions): Promise<Asked> {
  const client = await session.client()
  let passages: readonly AskedPassage[] = []
  let answer: Answer | null = null
  for await (const event of await startAsking(client, question, { options, session })) {
    if (event.kind === 'passages') passages = event.passages
    if (event.kind === 'answer') answer = event.answer
  }
  return { answer: must(answer, 'a stream that ends well ends with its answer'), passages }
}

function startAsking(
  client: EngineClient,
  question: string,
  { options, session }: { readonly options: AskOptions; readonly session: Session },
) {
  const { engine, model, provider, in: scope } = options
  const file = engine === 'local' && model !== undefined ? resolve(model) : model
  return client.answer.ask(
    { question, engine, model: file, provider, ...scopeOf(scope) },
    { signal: session.signal },
  )
}
