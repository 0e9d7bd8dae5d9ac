import { createHash } from 'node:crypto'
import { basename, extname } from 'node:path'
import type { Transcriber } from '../inference/transcriber.ts'
import { AppError } from '../lib/app-error.ts'
import { toFailure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { assemble } from './assemble.ts'
import { chunk, type TokenCounter } from './chunk.ts'
import type { ReadDocument } from './document.ts'
import { fileWithin, isMailboxAt, load, partsOfMail, unlocked } from './load-file.ts'
import { describe, languageOf } from './quality.ts'
import { isCollection, readCollection, type CollectionItem } from './readers/collection.ts'
import { justTry } from './readers/locked.ts'
import { mailsOfFile } from './readers/mailbox.ts'
import { partsOf, type Part } from './readers/parts.ts'
import { readDocument } from './readers/read-document.ts'
import type { Source } from './readers/reader.ts'
import type { Recognizer } from './readers/recognizer.ts'
import { hasLockedEntry } from './readers/unpack.ts'
import { brokenRecord, damaged } from './reading-failures.ts'
import type { FileSource, ReadContent, ReadingReply, ReadingRequest } from './reading-messages.ts'

/** Records that are looked up, cut and sent together: a hundred abstracts are 150 kB. */
const RECORDS_A_BATCH = 100
const LETTERS_A_BATCH = 1_000_000
/** Of the first batch, so that the embedder begins sooner. */
const RECORDS_AT_FIRST = 10
/** Mails and their attachments that are in memory at once, besides the one that goes beyond it. */
const BYTES_A_BATCH = 16 * 1024 * 1024

/** The other side of the talk with the engine. */
export interface Conversation {
  readonly recognizer: Recognizer
  /** Kept between files: its vocabulary takes a fifth of a second to load. */
  tokenizerIn(modelFolder: string): Promise<TokenCounter>
  /** The speech model in these folders; kept between files. */
  transcriberIn(modelFolders: readonly string[], threads: number): Promise<Transcriber | null>
  reply(reply: ReadingReply): void
  /** What the engine says next. */
  next(): Promise<ReadingRequest>
}

type ReadRequest = Extract<ReadingRequest, { kind: 'read' }>

/** Answers one request with everything but the last word, `done`. Throws AppError. */
export async function answerRequest(request: ReadingRequest, talk: Conversation): Promise<void> {
  if (request.kind === 'draw') {
    const passwords = justTry(request.passwords ?? [])
    const file = await fileWithin(request.source, request.inside ?? '', passwords)
    const { drawPageOf } = await import('./readers/draw-page.ts')
    const picture = await drawPageOf(file, { ...request, passwords })
    return talk.reply({ kind: 'picture', ...picture })
  }
  if (request.kind !== 'read') throw new Error(`Broken invariant: "${request.kind}" begins nothing`)
  const tokenizer =
    request.modelFolder === null ? null : await talk.tokenizerIn(request.modelFolder)
  const { source } = request
  // A file that cannot be opened is no collection; reading it says why.
  if (source.kind === 'path' && (await isCollection(source.path).catch(() => false)))
    return readRecords(source.path, tokenizer, talk)
  const tools = { tokenizer, talk }
  if (source.kind === 'path' && (await isMailboxAt(source)))
    return readMails(source.path, request, tools)
  return readParts(await partsOf(await loadUnlocked(source, talk)), request, tools)
}

/** A locked archive is no document, but what is in it is found only with its password. */
async function loadUnlocked(source: FileSource, talk: Conversation): Promise<Source> {
  const file = await load(source)
  if (!hasLockedEntry(file.bytes)) return file
  const { passwords } = await ask([{ externalId: '', sha256: sha256(file.bytes) }], talk)
  return unlocked(file, justTry(passwords[0] ?? []))
}

/** Each mail of a mailbox as a document of its own, and what is attached to it, some mails at a time. */
async function readMails(path: string, request: ReadRequest, tools: Tools): Promise<void> {
  let batch: Part[] = []
  let bytes = 0
  for await (const mail of mailsOfFile(path)) {
    const parts = await partsOfMail(mail)
    batch.push(...parts)
    bytes += parts.reduce((sum, part) => sum + part.bytes.length, 0)
    if (batch.length < RECORDS_A_BATCH && bytes < BYTES_A_BATCH) continue
    await readParts(batch, request, tools)
    batch = []
    bytes = 0
  }
  if (batch.length > 0) await readParts(batch, request, tools)
}

/** Each part of a file as a document of its own; one that cannot be read costs itself only. */
async function readParts(
  parts: readonly Part[],
  request: ReadRequest,
  tools: Tools,
): Promise<void> {
  const identities = parts.map(identityOf)
  const { wanted, passwords } = await ask(identities, tools.talk)
  for (const [index, part] of parts.entries()) {
    const identity = must(identities[index], 'each part has its identity')
    const nothing = { ...identity, format: '', document: null, chunks: [] }
    const content =
      wanted[index] === true || part.failure
        ? await readPart(part, request, { ...tools, passwords: passwords[index] ?? [] }).then(
            (found) => ({ ...identity, ...found }),
            (error: unknown) => {
              if (part.path === '' && parts.length === 1) throw error
              return { ...nothing, failure: toFailure(error) }
            },
          )
        : nothing
    await hand([content], tools.talk)
  }
}

/** Of what lies in another file, the name decides how some contents are read, so that it is part of what makes them the same. */
function identityOf({ path, bytes }: Part): { externalId: string; sha256: string } {
  if (path === '') return { externalId: '', sha256: sha256(bytes) }
  const hash = createHash('sha256')
    .update(`${extname(path).toLowerCase()}\0`)
    .update(bytes)
  return { externalId: path, sha256: hash.digest('hex') }
}

async function readPart(
  { path, bytes, failure }: Part,
  request: ReadRequest,
  tools: ToolsOfPart,
): Promise<Pick<ReadContent, 'format' | 'document' | 'chunks' | 'password'>> {
  if (failure) throw failure
  const { source } = request
  const name = source.kind === 'path' ? basename(source.path) : source.name
  return read({ name: path === '' ? name : path, bytes }, request, tools)
}

interface Tools {
  readonly tokenizer: TokenCounter | null
  readonly talk: Conversation
}

type ToolsOfPart = Tools & { readonly passwords: readonly string[] }

async function read(
  source: Source,
  request: ReadRequest,
  { tokenizer, talk, passwords: given }: ToolsOfPart,
): Promise<Pick<ReadContent, 'format' | 'document' | 'chunks' | 'password'>> {
  let opened: string | undefined
  const passwords = { given, onOpened: (password: string) => void (opened = password) }
  const onProgress = (done: number, total: number) => talk.reply({ kind: 'progress', done, total })
  const {
    atOnce,
    speechFolders: [folder = ''],
  } = request
  const speech = { folder, open: () => talk.transcriberIn(request.speechFolders, atOnce) }
  const how = { atOnce, recognizer: talk.recognizer, speech, passwords, onProgress }
  const { format, document } = await readDocument(source, { ...request.options, ...how }).catch(
    (error: unknown) => {
      throw error instanceof AppError ? error : damaged(source.name, error)
    },
  )
  const password = opened === undefined ? {} : { password: opened }
  return { format, ...password, ...(await finish(document, tokenizer)) }
}

async function readRecords(
  path: string,
  tokenizer: TokenCounter | null,
  talk: Conversation,
): Promise<void> {
  let batch: CollectionItem[] = []
  let letters = 0
  let most = RECORDS_AT_FIRST
  for await (const item of readCollection(path)) {
    batch.push(item)
    letters += item.kind === 'record' ? item.content.length : 0
    if (batch.length < most && letters < LETTERS_A_BATCH) continue
    await sendRecords(path, batch, { tokenizer, talk })
    batch = []
    letters = 0
    most = RECORDS_A_BATCH
  }
  if (batch.length > 0) await sendRecords(path, batch, { tokenizer, talk })
}

async function sendRecords(
  path: string,
  batch: readonly CollectionItem[],
  { tokenizer, talk }: Tools,
): Promise<void> {
  const identities = batch.map((item) => ({
    externalId: item.externalId,
    sha256: item.kind === 'record' ? sha256(item.content) : '',
  }))
  const { wanted } = await ask(identities, talk)
  const contents: ReadContent[] = []
  for (const [index, item] of batch.entries()) {
    const { sha256 } = must(identities[index], 'each record has its identity')
    const nothing = { document: null, chunks: [] }
    const found =
      item.kind === 'broken'
        ? { ...nothing, failure: toFailure(brokenRecord(path, item.line)) }
        : wanted[index] === true
          ? await finish(item.document, tokenizer)
          : nothing
    contents.push({ externalId: item.externalId, sha256, format: 'record', ...found })
  }
  await hand(contents, talk)
}

/** Waits for leave before it returns, so that no more than a batch is ahead of the engine. */
async function hand(contents: readonly ReadContent[], talk: Conversation): Promise<void> {
  talk.reply({ kind: 'contents', contents })
  const { kind } = await talk.next()
  if (kind !== 'more') throw new Error(`Broken invariant: "${kind}" instead of leave to go on`)
}

async function ask(
  contents: readonly { externalId: string; sha256: string }[],
  talk: Conversation,
): Promise<Extract<ReadingRequest, { kind: 'wanted' }>> {
  talk.reply({ kind: 'found', contents })
  const answer = await talk.next()
  if (answer.kind !== 'wanted')
    throw new Error(`Broken invariant: "${answer.kind}" instead of what is wanted`)
  return answer
}

/** A text without a letter or digit says nothing: it gives no chunks, and its document counts as empty. */
async function finish(
  document: ReadDocument,
  tokenizer: TokenCounter | null,
): Promise<Pick<ReadContent, 'document' | 'chunks'>> {
  const stored = assemble(document)
  const facts = await describe(document, stored.text)
  const described = { ...stored, language: languageOf(document, facts), facts }
  const isEmpty = tokenizer === null || !/[\p{L}\p{N}]/u.test(stored.text)
  return { document: described, chunks: isEmpty ? [] : chunk(stored, tokenizer) }
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}
