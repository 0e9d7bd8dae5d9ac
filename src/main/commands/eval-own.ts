import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { z } from 'zod'
import type { EngineClient } from '../api/connect.ts'
import type { EvaluationEvent } from '../api/schema/quality.ts'
import { AppError } from '../lib/app-error.ts'
import { must } from '../lib/must.ts'
import { parseWhole } from './parse-whole.ts'
import { changeText, comparisonTable, metricTable, rankText } from './print-evaluation.ts'
import { count, placeOf, style } from './print.ts'
import type { ExitCode, Run, Session } from './session.ts'

type OwnReport = Extract<z.infer<typeof EvaluationEvent>, { kind: 'report' }>

interface OwnOptions {
  readonly mode: 'hybrid' | 'semantic' | 'keyword'
  readonly save?: string
  readonly against?: string
}

/** `carrel eval retrieval` on the questions whose right documents the user told. */
export async function evaluateOwn(session: Session, options: OwnOptions): Promise<ExitCode> {
  const { mode, save, against } = options
  const { signal } = session
  const client = await session.client()
  for await (const event of await client.insight.evaluate({ mode, save, against }, { signal }))
    if (event.kind === 'report') print(session, event, save)
  return 0
}

function print(session: Session, report: OwnReport, save: string | undefined): void {
  const { evaluation, skipped, against } = report
  if (session.json) return session.out(JSON.stringify({ ...evaluation, skipped, against }))
  session.out(metricTable(evaluation.metrics))
  if (against) session.out(`\n${comparisonTable(against)}`)
  for (const { question, firstRank } of evaluation.perQuestion)
    session.note(style('dim', `${rankText(firstRank)}  ${question}`))
  session.note(summary(evaluation.queries, skipped, save))
}

function summary(queries: number, skipped: number, save: string | undefined): string {
  const left = skipped === 0 ? '' : `, ${skipped} without their documents passed over`
  const kept = save === undefined ? '' : `; kept as "${save}"`
  return `${count(queries, 'question')} of your own${left}${kept}`
}

/** `carrel eval questions`, `mark`, `unmark`, `results` and `change`. */
export function registerQuestions(evaluation: Command, run: Run): void {
  evaluation
    .command('questions')
    .description('list your own questions whose right documents are known')
    .addHelpText('after', questionsHelp)
    .action(() => run(listQuestions))
  evaluation
    .command('mark')
    .argument('<question>', 'as you would ask it; it may hold filters')
    .argument('<path-or-number...>', 'its right documents: all that there are')
    .description('say which documents are right for a question')
    .addHelpText('after', 'With --json: {"questionId"}')
    .action((question: string, words: string[]) => run((session) => mark(session, question, words)))
  evaluation
    .command('unmark')
    .argument(
      '<number>',
      'as "carrel eval questions" shows it',
      parseWhole(1, Number.MAX_SAFE_INTEGER),
    )
    .description('forget a question')
    .action((questionId: number) =>
      run(async (session) => {
        const client = await session.client()
        await client.questions.remove({ questionId })
        return 0
      }),
    )
  registerResults(evaluation, run)
}

const questionsHelp = `
With --json: {"questions":[{"questionId","question","documents":[{"documentId","externalId"?,"path","title"}],"createdAt"}]}`

function registerResults(evaluation: Command, run: Run): void {
  evaluation
    .command('results')
    .description('list the results that were kept with --save')
    .option('--forget <name>', 'forget one')
    .addHelpText(
      'after',
      'With --json: {"results":[{"name","createdAt","mode","setup","queries","metrics"}]}',
    )
    .action(({ forget }: { readonly forget?: string }) =>
      run((session) => listResults(session, forget)),
    )
  evaluation
    .command('change')
    .description('say what the last change of a model or setting did to the search')
    .addHelpText(
      'after',
      'With --json: {"change":{"state","changedAt","before","after","comparison"}|null}',
    )
    .action(() => run(showChange))
}

async function listQuestions(session: Session): Promise<ExitCode> {
  const client = await session.client()
  const questions = await client.questions.list()
  if (session.json) session.out(JSON.stringify({ questions }))
  else if (questions.length === 0)
    session.note('No question has a right document. To tell one: carrel eval mark "QUESTION" PATH…')
  else
    for (const { questionId, question, documents } of questions) {
      const places = documents.map(placeOf).join(', ')
      const right =
        places === '' ? style('yellow', 'its documents were removed') : style('dim', places)
      session.out(`${String(questionId).padStart(6)}  ${question}  ${right}`)
    }
  return 0
}

async function mark(
  session: Session,
  question: string,
  words: readonly string[],
): Promise<ExitCode> {
  const client = await session.client()
  const documentIds: number[] = []
  for (const word of words) documentIds.push(...(await documentsNamed(client, word)))
  const { questionId } = await client.questions.save({ question, documentIds })
  if (session.json) session.out(JSON.stringify({ questionId }))
  else session.out(`Question ${questionId} has ${count(documentIds.length, 'right document')}.`)
  return 0
}

/** A document by its number, or the documents of a file by its path. */
async function documentsNamed(client: EngineClient, word: string): Promise<number[]> {
  if (/^\d+$/.test(word)) return [Number(word)]
  const path = resolve(word)
  const { documents } = await client.library.list({ query: path, limit: 100_000 })
  const found = documents.filter((document) => document.path === path)
  if (found.length === 0)
    throw new AppError('not-found', `"${word}" is not in the library.`, 'Add it: carrel add PATH')
  return found.map(({ documentId }) => documentId)
}

async function listResults(session: Session, forget: string | undefined): Promise<ExitCode> {
  const client = await session.client()
  if (forget !== undefined) await client.insight.forget({ name: forget })
  const results = await client.insight.evaluations()
  if (session.json) session.out(JSON.stringify({ results }))
  else if (results.length === 0) session.note('Nothing was kept. carrel eval retrieval --save NAME')
  else
    for (const { name, createdAt, queries, metrics } of results) {
      const first = must(metricTable(metrics).split('\n')[0], 'a table has a line')
      session.out(`${name}  ${createdAt.slice(0, 16)}  ${count(queries, 'question')}  ${first}`)
    }
  return 0
}

async function showChange(session: Session): Promise<ExitCode> {
  const client = await session.client()
  const { change } = await client.insight.lastChange({ wait: true }, { signal: session.signal })
  if (session.json) session.out(JSON.stringify({ change }))
  else session.out(changeText(change))
  return 0
}
