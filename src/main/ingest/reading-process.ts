import { must } from '../lib/must.ts'
import { toFailure } from '../lib/failure.ts'
import type { Transcriber } from '../inference/transcriber.ts'
import { loadTokenizer, type Tokenizer } from '../inference/tokenizer.ts'
import { createChannel } from './channel.ts'
import { startMemoryWatch } from './memory-watch.ts'
import { answerRequest, type Conversation } from './reading.ts'
import type { ReadingReply, ReadingRequest } from './reading-messages.ts'
import { languageFolderIn } from './readers/languages.ts'
import type { Recognizer } from './readers/recognizer.ts'

/**
 * The entry of a reading process: reads files, draws pages and cuts chunks, so that a hostile file can only harm this process.
 * Its parent ends it when it takes too long; it ends itself when it takes too much memory or when its parent is gone.
 */
const requests = createChannel<ReadingRequest>()

const tokenizers = new Map<string, Promise<Tokenizer>>()

let recognizer: Promise<Recognizer> | null = null
let transcriber: Transcriber | null = null

const conversation: Conversation = {
  recognizer: {
    async recognize(...what) {
      recognizer ??= loadRecognizer()
      return (await recognizer).recognize(...what)
    },
    close: async () => (await recognizer)?.close(),
  },
  tokenizerIn(modelFolder) {
    const tokenizer = tokenizers.get(modelFolder) ?? loadTokenizer(modelFolder)
    tokenizers.set(modelFolder, tokenizer)
    return tokenizer
  },
  async transcriberIn(modelFolders, threads) {
    // Loaded by the first recording only: it brings the ONNX runtime with it.
    const { findTranscriber } = await import('../inference/transcriber.ts')
    transcriber ??= await findTranscriber(modelFolders, threads)
    return transcriber
  },
  reply: (reply) => send(reply),
  next: async () => must(await requests.take(), 'the parent answers as long as it lives'),
}

startMemoryWatch(Number(process.argv[2]))
process.on('disconnect', () => process.exit())
// Ctrl-C in a terminal reaches this process too: its parent decides what is finished.
process.on('SIGINT', () => undefined)
process.on('message', (request: ReadingRequest) => requests.push(request))

for (;;) {
  const request = await conversation.next()
  try {
    await answerRequest(request, conversation)
    send({ kind: 'done', residentBytes: process.memoryUsage.rss() })
  } catch (error) {
    send({ kind: 'failed', failure: toFailure(error), residentBytes: process.memoryUsage.rss() })
  }
}

/** The engine with what draws for it takes a third of a second to load: only pictures need it. */
async function loadRecognizer(): Promise<Recognizer> {
  const { createRecognizer } = await import('./readers/recognizer.ts')
  return createRecognizer(languageFolderIn(process.argv.slice(3)))
}

function send(reply: ReadingReply): void {
  // A parent that is gone takes no replies: `disconnect` ends this process.
  process.send?.(reply, undefined, undefined, () => undefined)
}
