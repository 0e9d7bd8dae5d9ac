import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import * as answer from './schema/answer.ts'
import * as library from './schema/library.ts'
import * as models from './schema/models.ts'
import * as quality from './schema/quality.ts'
import * as scope from './schema/scope.ts'
import * as settings from './schema/settings.ts'

const documentId = z.object({ documentId: z.int() })
const conversationId = z.object({ conversationId: z.int() })
const messageId = z.object({ messageId: z.int() })
const done = z.object({ done: z.literal(true) })

/** All the product can do: every door serves exactly this, every client is derived from it. */
export const contract = {
  library: {
    /** Adds files and folders (recursively) and streams what happens to each; ending the stream cancels what is not done. */
    add: oc
      .input(
        z.object({
          paths: z.array(z.string().min(1)).min(1),
          options: library.AddOptions.optional(),
        }),
      )
      .output(eventIterator(library.AddEvent)),
    /** Adds a file by its bytes (base64), for doors through which no path can come; the original is kept, encrypted. */
    upload: oc
      .input(
        z.object({
          name: z.string().min(1).max(500),
          base64: z.string(),
          options: library.AddOptions.optional(),
        }),
      )
      .output(eventIterator(library.AddEvent)),
    /** What an import that was cut short still has to do; streams its progress like `add`. */
    resume: oc.output(eventIterator(library.AddEvent)),
    /** Reads again every file that failed, or these of them, also those left alone after three times; streams its progress like `add`. */
    retry: oc
      .input(
        z.object({
          options: library.AddOptions.optional(),
          documentIds: z.array(z.int()).optional(),
        }),
      )
      .output(eventIterator(library.AddEvent)),
    /**
     * Reads documents again though nothing of them changed, as for another language of a scan; what was read before answers until then.
     * Streams its progress like `add`.
     */
    readAgain: oc.input(library.ReadAgain).output(eventIterator(library.AddEvent)),
    /** Lets imports rest, over any restart, until `unpause`; files that are being read are read to their end. */
    pause: oc.output(done),
    /** Ends a pause, also one for a low battery. Imports that rested go on; what an earlier start left needs `resume`. */
    unpause: oc.output(done),
    /** The files that wait to be read, the next one first. */
    queue: oc
      .input(z.object({ limit: z.int().min(1).max(10_000).default(100) }))
      .output(z.object({ files: z.array(library.WaitingFile), total: z.int() })),
    /** Puts a waiting file, or all that wait below a folder, before all others; returns how many that are. */
    putFirst: oc.input(z.object({ path: z.string().min(1) })).output(z.object({ files: z.int() })),
    /** Documents, newest first. */
    list: oc
      .input(
        z.object({
          query: z.string().optional(),
          tag: scope.TagName.optional(),
          /** These, whatever else is asked. */
          documentIds: z.array(z.int()).max(1000).optional(),
          limit: z.int().min(1).max(100_000).default(1000),
        }),
      )
      .output(z.object({ documents: z.array(library.DocumentRow), total: z.int() })),
    /** Erases documents with their text, chunks, vectors and index terms; a watched folder that is erased is left alone from then on. */
    remove: oc.input(library.Removal).output(z.object({ removed: z.int() })),
    /** Keeps a folder (or file) in step from here on, and streams how it is first brought in; ending the stream stops that only. */
    watch: oc
      .input(z.object({ path: z.string().min(1), options: library.AddOptions.optional() }))
      .output(eventIterator(library.FolderEvent)),
    /** Leaves a folder alone from here on; its documents stay. */
    unwatch: oc.input(z.object({ path: z.string().min(1) })).output(done),
    /** The folders that are kept in step. */
    watched: oc.output(z.array(library.WatchedFolder)),
    /** Compares the watched folders with the library, then keeps them in step while this engine runs; streams what happens, without end. */
    follow: oc.output(eventIterator(library.FolderEvent)),
    /** How much is ready, waiting and failed. */
    status: oc.output(library.LibraryStatus),
  },
  tags: {
    /** Every tag, by name, with how many documents have it. */
    list: oc.output(z.array(scope.Tag)),
    /** Puts a tag on documents; `changedIds` are those that did not have it, of `documents` that were meant. */
    add: oc.input(scope.TagChange).output(scope.TagOutcome),
    /** Takes a tag off documents; one that no document has is gone. */
    remove: oc.input(scope.TagChange).output(scope.TagOutcome),
  },
  document: {
    /** The stored text of a document with its pages and blocks. */
    view: oc.input(documentId).output(library.DocumentView),
    /** Where a span stands on its pages; empty for formats without positions. */
    boxes: oc
      .input(z.object({ versionId: z.int(), start: z.int(), end: z.int() }))
      .output(z.array(library.Box)),
    /** A page drawn by the engine, so that the original never reaches the window. `scale` 1 is 72 dots an inch. */
    pageImage: oc
      .input(
        z.object({ documentId: z.int(), page: z.int().min(1), scale: z.number().min(0.2).max(4) }),
      )
      .output(library.PageImage),
    /** Opens the original with the system's own program. */
    open: oc.input(documentId).output(done),
  },
  search: {
    /** The passages that best match, best first. */
    passages: oc
      .input(
        z.object({
          query: z.string().trim().min(1).max(4000),
          limit: z.int().min(1).max(1000).default(10),
          mode: answer.SearchMode.default('hybrid'),
          /** `document` gives each document once, by its best chunk. */
          by: z.enum(['passage', 'document']).default('passage'),
          scope: z.string().optional(),
          within: scope.Scope.optional(),
        }),
      )
      .output(
        z.object({
          hits: z.array(answer.Passage),
          ms: z.number(),
          /** In how much, after filters. */
          searched: z.object({ chunks: z.int(), documents: z.int() }),
          /** What was made of the query. */
          explanation: answer.SearchExplanation.optional(),
        }),
      ),
  },
  answer: {
    /** A grounded answer: passages, then tokens, then the answer with its citations. Ending the stream stops it. */
    ask: oc.input(answer.AskInput).output(eventIterator(answer.AskEvent)),
    /** How an answer was found: what was searched for and why, what was found, and what each part gave it. */
    explain: oc.input(z.object({ traceId: z.string() })).output(answer.AnswerTrace),
  },
  chat: {
    /** Starts a conversation; the first question becomes its title. */
    create: oc
      .input(z.object({ title: z.string().min(1).max(200), scope: scope.KeptScope }))
      .output(answer.Conversation),
    /** Keeps with a conversation what its questions are narrowed to. Each question says so itself, too: `within`. */
    setScope: oc.input(conversationId.extend({ scope: scope.Scope })).output(done),
    /** Conversations, latest first. */
    list: oc.output(z.array(answer.Conversation)),
    /** The messages of a conversation, oldest first. */
    messages: oc.input(conversationId).output(z.array(answer.Message)),
    /** Gives a conversation another title. */
    rename: oc.input(conversationId.extend({ title: z.string().min(1).max(200) })).output(done),
    /** Erases a conversation with its messages and their ratings. */
    remove: oc.input(conversationId).output(done),
  },
  feedback: {
    /** Rates an answer; a second rating replaces the first. */
    rate: oc
      .input(
        messageId.extend({
          rating: z.enum(['good', 'bad']),
          reason: answer.FeedbackReason.nullable().default(null),
          comment: z.string().max(4000).default(''),
        }),
      )
      .output(done),
    /** Takes a rating back. */
    clear: oc.input(messageId).output(done),
    /** What was rated, newest first. */
    list: oc
      .input(
        z.object({
          rating: z.enum(['good', 'bad']).optional(),
          reason: answer.FeedbackReason.optional(),
        }),
      )
      .output(z.array(answer.Feedback)),
  },
  questions: {
    /** Questions whose right documents are known, newest first: by good ratings, and by marks. */
    list: oc.output(z.array(quality.JudgedQuestion)),
    /** Adds a question with its right documents, or changes one. */
    save: oc.input(quality.QuestionInput).output(z.object({ questionId: z.int() })),
    /** Forgets a question; the ratings of its answers stay. */
    remove: oc.input(z.object({ questionId: z.int() })).output(done),
    /** Says whether a document is right for the question of an answer; gives all that are. */
    mark: oc
      .input(messageId.extend({ documentId: z.int(), isRight: z.boolean() }))
      .output(quality.RightDocuments),
    /** The documents that are known to be right for the question of an answer. */
    ofAnswer: oc.input(messageId).output(quality.RightDocuments),
  },
  insight: {
    /** Asks the questions and scores where their right documents come; keeps the result as `save`, and says how it differs from the one kept as `against`. */
    evaluate: oc.input(quality.EvaluationInput).output(eventIterator(quality.EvaluationEvent)),
    /** The results that were kept, newest first. */
    evaluations: oc.output(z.array(quality.SavedEvaluation)),
    /** Forgets a kept result. */
    forget: oc.input(z.object({ name: quality.EvaluationName })).output(done),
    /** What the last change of a model or setting did to the search; with `wait`, once it is measured. */
    lastChange: oc
      .input(z.object({ wait: z.boolean().default(false) }))
      .output(z.object({ change: quality.SearchChange.nullable() })),
  },
  models: {
    /** Languages whose scans can be read, and others whose data can be fetched. */
    scanLanguages: oc.output(models.ScanLanguages),
    /**
     * Fetches the data of a language, some 5 to 30 MB, from `host`; refused (`not-allowed`) unless that is one of `allowedHosts`, or the owner
     * agreed to this one fetch (`isAllowedOnce`).
     */
    addScanLanguage: oc
      .input(
        z.object({
          code: z.string().regex(/^[a-z_]{3,16}$/),
          isAllowedOnce: z.boolean().default(false),
        }),
      )
      .output(models.ScanLanguages),
    /** The embedders and cross-encoders that are installed, what is used, and how far a change of embedders is. */
    list: oc.output(models.InstalledModels),
    /**
     * Begins to change the library to another embedder, in the background; the old one answers until each chunk is embedded anew. A change to
     * yet another one is dropped.
     */
    useEmbedder: oc.input(models.ModelName).output(done),
    /** Goes on with a change that was cut short; does nothing when there is none. */
    resumeChange: oc.output(done),
    /** How far the change is, until it ends here; ending the stream leaves it running. */
    followChange: oc.output(eventIterator(models.EmbedderChange)),
    /** Ends a change and erases what it made; after one that is complete, erases the vectors of the embedder that was used before. */
    dropChange: oc.output(done),
  },
  settings: {
    /** What the owner of this workspace decided, with defaults for the rest. */
    get: oc.output(settings.Settings),
    /** Changes the named settings and returns all of them. */
    set: oc.input(settings.Settings.partial()).output(settings.Settings),
    /** Puts a provider's key into the system's keychain; the key never comes back out. */
    setKey: oc
      .input(z.object({ provider: z.string().min(1), key: z.string().min(1) }))
      .output(done),
    /** Forgets a provider's key; does nothing when there is none. */
    removeKey: oc.input(z.object({ provider: z.string().min(1) })).output(done),
    /** Whether a key is kept for each provider asked about. */
    hasKey: oc
      .input(z.object({ provider: z.string().min(1) }))
      .output(z.object({ hasKey: z.boolean() })),
    /** Every request that left, or was refused, newest first. */
    egress: oc.output(z.array(settings.EgressEntry)),
    /** What works on this machine and what to do about what does not. */
    doctor: oc.output(z.array(settings.Check)),
  },
}

export type Contract = typeof contract
