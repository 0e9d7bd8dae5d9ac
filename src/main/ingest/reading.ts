import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { AppError } from '../lib/app-error.ts'
import { toFailure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { assemble } from './assemble.ts'
import { chunk, type TokenCounter } from './chunk.ts'
import type { ReadDocument } from './document.ts'
import { fileFailure } from './file-failure.ts'
import { fileInArchive, filesInArchive, isArchive, type ArchivedFile } from './readers/archive.ts'
import { isCollection, readCollection, type CollectionItem } from './readers/collection.ts'
import { drawPageOf } from './readers/draw-page.ts'
import { readDocument } from './readers/read-document.ts'
import type { Source } from './readers/reader.ts'
import type { Recognizer } from './readers/recognizer.ts'
import type { FileSource, ReadContent, ReadingReply, ReadingRequest } from './reading-messages.ts'

/** A file is in memory as a whole; beyond this no parser copes within the memory bound. Collections are streamed and have no limit. */
const MAX_FILE_BYTES = 512 * 1024 * 1024
/** Records that are looked up, cut and sent together: a hundred abstracts are 150 kB. */
const RECORDS_A_BATCH = 100
const LETTERS_A_BATCH = 1_000_000

/** The other side of the talk with the engine. */
export interface Conversation {
  readonly recognizer: Recognizer
  /** Kept between files: its vocabulary takes a fifth of a second to load. */
  tokenizerIn(modelFolder: string): Promise<TokenCounter>
  reply(reply: ReadingReply): void
  /** What the engine says next. */
  next(): Promise<ReadingRequest>
}

type ReadRequest = Extract<ReadingRequest, { kind: 'read' }>

/** Answers one request with everything but the last word, `done`. Throws AppError. */
export async function answerRequest(request: ReadingRequest, talk: Conversation): Promise<void> {
  if (request.kind === 'draw') {
    const source = await load(request.source)
    const inside =
      request.inside === undefined ? source : await fileInArchive(source, request.inside)
    const picture = await drawPageOf(inside, request.page, request.scale)
    return talk.reply({ kind: 'picture', ...picture })
  }
  if (request.kind !== 'read') throw new Error(`Broken invariant: "${request.kind}" begins nothing`)
  const tokenizer =
    request.modelFolder === null ? null : await talk.tokenizerIn(request.modelFolder)
  const { source } = request
  // A file that cannot be opened is no collection; reading it says why.
  if (source.kind === 'path' && (await isCollection(source.path).catch(() => false)))
    return readRecords(source.path, tokenizer, talk)
  return readWhole(request, tokenizer, talk)
}

async function readWhole(
  request: ReadRequest,
  tokenizer: TokenCounter | null,
  talk: Conversation,
): Promise<void> {
  const source = await load(request.source)
  if (await isArchive(source))
    return readArchived(await filesInArchive(source), request, { tokenizer, talk })
  const identity = { externalId: '', sha256: sha256(source.bytes) }
  const [isWanted = false] = await ask([identity], talk)
  if (!isWanted) return hand([{ ...identity, format: '', document: null, chunks: [] }], talk)
  await hand([{ ...identity, ...(await read(source, request, { tokenizer, talk })) }], talk)
}

/** Each file of an archive as a document of its own; one that cannot be read costs itself only. */
async function readArchived(
  files: readonly ArchivedFile[],
  request: ReadRequest,
  tools: Tools,
): Promise<void> {
  // The name decides how some contents are read, so that it is part of what makes them the same.
  const identities = files.map(({ path, bytes }) => ({
    externalId: path,
    sha256: sha256(Buffer.concat([Buffer.from(`${extname(path).toLowerCase()}\0`), bytes])),
  }))
  const wanted = await ask(identities, tools.talk)
  for (const [index, { path, bytes }] of files.entries()) {
    const identity = must(identities[index], 'each file has its identity')
    const nothing = { ...identity, format: '', document: null, chunks: [] }
    const content =
      wanted[index] === true
        ? await read({ name: path, bytes }, request, tools).then(
            (found) => ({ ...identity, ...found }),
            (error: unknown) => ({ ...nothing, failure: toFailure(error) }),
          )
        : nothing
    await hand([content], tools.talk)
  }
}

interface Tools {
  readonly tokenizer: TokenCounter | null
  readonly talk: Conversation
}

async function read(
  source: Source,
  request: ReadRequest,
  { tokenizer, talk }: Tools,
): Promise<Pick<ReadContent, 'format' | 'document' | 'chunks'>> {
  const onProgress = (done: number, total: number): void =>
    talk.reply({ kind: 'progress', done, total })
  const options = { ...request.options, recognizer: talk.recognizer, onProgress }
  const { format, document } = await readDocument(source, options).catch((error: unknown) => {
    throw error instanceof AppError ? error : damaged(source.name, error)
  })
  return { format, ...finish(document, tokenizer) }
}

async function readRecords(
  path: string,
  tokenizer: TokenCounter | null,
  talk: Conversation,
): Promise<void> {
  let batch: CollectionItem[] = []
  let letters = 0
  for await (const item of readCollection(path)) {
    batch.push(item)
    letters += item.kind === 'record' ? item.content.length : 0
    if (batch.length < RECORDS_A_BATCH && letters < LETTERS_A_BATCH) continue
    await sendRecords(path, batch, { tokenizer, talk })
    batch = []
    letters = 0
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
  const wanted = await ask(identities, talk)
  const contents = batch.map((item, index): ReadContent => {
    const identity = {
      externalId: item.externalId,
      sha256: identities[index]?.sha256 ?? '',
      format: 'record',
    }
    if (item.kind === 'broken')
      return {
        ...identity,
        document: null,
        chunks: [],
        failure: toFailure(brokenRecord(path, item.line)),
      }
    if (wanted[index] !== true) return { ...identity, document: null, chunks: [] }
    return { ...identity, ...finish(item.document, tokenizer) }
  })
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
): Promise<readonly boolean[]> {
  talk.reply({ kind: 'found', contents })
  const answer = await talk.next()
  if (answer.kind !== 'wanted')
    throw new Error(`Broken invariant: "${answer.kind}" instead of what is wanted`)
  return answer.wanted
}

function finish(
  document: ReadDocument,
  tokenizer: TokenCounter | null,
): Pick<ReadContent, 'document' | 'chunks'> {
  const stored = assemble(document)
  return { document: stored, chunks: tokenizer === null ? [] : chunk(stored, tokenizer) }
}

async function load(source: FileSource): Promise<Source> {
  if (source.kind === 'bytes') return source
  const name = basename(source.path)
  try {
    const { size } = await stat(source.path)
    if (size > MAX_FILE_BYTES)
      throw new AppError(
        'too-large',
        `"${name}" has more than 512 MB.`,
        'Split it into smaller files and add those.',
      )
    return { name, bytes: await readFile(source.path) }
  } catch (error) {
    throw error instanceof AppError ? error : fileFailure(source.path, error)
  }
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

function damaged(name: string, cause: unknown): AppError {
  return new AppError(
    'damaged',
    `"${name}" is damaged, or not what its name says.`,
    'Open it in its own program, save it again and add that.',
    { cause },
  )
}

function brokenRecord(path: string, line: number): AppError {
  return new AppError(
    'bad-input',
    `Line ${line} of "${basename(path)}" is no record with a text.`,
    'Each line of a collection must be a JSON object with "text", and may have "id" and "title".',
  )
}
