import { z } from 'zod'
import { Failure } from './library.ts'
import { KeptScope, Scope } from './scope.ts'

export const SearchMode = z.enum(['hybrid', 'semantic', 'keyword'])

/** A document where a passage stands too, and where. */
export const AlsoIn = z.object({
  documentId: z.int(),
  path: z.string(),
  title: z.string(),
  versionId: z.int(),
  page: z.int().nullable(),
  start: z.int(),
  end: z.int(),
  /**
   * Where it is not the same word for word, but nearly: words that only the passage has (`here`) and words that only this document has
   * (`there`); numbers first, five of each at most for each part of the passage.
   */
  differs: z.object({ here: z.array(z.string()), there: z.array(z.string()) }).optional(),
})

export const Passage = z.object({
  rank: z.int(),
  documentId: z.int(),
  versionId: z.int(),
  externalId: z.string().optional(),
  path: z.string(),
  title: z.string(),
  headings: z.string(),
  page: z.int().nullable(),
  start: z.int(),
  end: z.int(),
  text: z.string(),
  /** The fused score: higher is better, comparable within one search only. */
  score: z.number(),
  /** Cosine similarity of query and best chunk, -1 to 1; null when the semantic part did not find it. */
  semanticScore: z.number().nullable(),
  /** BM25, higher is better; null when the keyword part did not find it. */
  keywordScore: z.number().nullable(),
  /** What each part added to the score, which is their sum; `neighbours` comes from similar passages of other documents. */
  because: z
    .object({
      keyword: z.number(),
      semantic: z.number(),
      neighbours: z.number(),
      /** From the question in a language model's words, in answers of former versions. */
      reformulated: z.number().optional(),
      /** From a cross-encoder, which read question and passage together. */
      crossEncoder: z.number().optional(),
    })
    .optional(),
  /** The probability, 0 to 1, that it has to do with the query; only for English and the bundled embedder, where it was measured. */
  relevance: z.number().min(0).max(1).optional(),
  /** Other documents where the same text stands, or nearly the same. */
  alsoIn: z.array(AlsoIn).optional(),
  /** Of a passage found by following a name from the question or another passage: where the name stands, in words. */
  via: z.string().optional(),
})

/** What was made of a query. */
export const SearchExplanation = z.object({
  /** The question without its syntax: what was compared by meaning. */
  text: z.string(),
  /** Of the question, by its stop words (ISO 639-1). */
  language: z.string(),
  /**
   * What was looked for. `mended`, `related` (by WordNet) and `alike` (part of a compound, or a word that has the other in it): besides
   * `from`, which no document searched has; `code`: a part number or the like, as a whole.
   */
  words: z.array(
    z.object({
      word: z.string(),
      why: z.enum(['asked', 'phrase', 'code', 'mended', 'related', 'alike']),
      from: z.string().optional(),
      /** Stems by which its other forms are looked for, of each language of the library. */
      stems: z.array(z.string()).optional(),
    }),
  ),
  /** Words without a topic, not looked for. */
  leftOut: z.array(z.string()),
  /** The words that the search turns on, and how many chunks have each (beyond 10,000 about); absent in answers of older versions. */
  keyTerms: z.array(z.object({ word: z.string(), chunks: z.int() })).optional(),
  /** What the question names; absent in answers of older versions. */
  entities: z
    .array(
      z.object({ text: z.string(), kind: z.enum(['name', 'date', 'amount', 'code', 'phrase']) }),
    )
    .optional(),
  /** What documents must not have. */
  excluded: z.array(z.string()),
  /** As they were written. */
  filters: z.array(z.string()),
  /** What looks like a filter and is none, such as `after:yesterday`: it was taken for words. */
  misread: z.array(z.string()).optional(),
  /** What optional models did; missing where none is switched on. */
  help: z
    .object({
      /**
       * What a language model had looked for besides: `next` is a name that a first passage tells, a `part` asks for one of several facts. The others
       * stand in answers of former versions.
       */
      reformulated: z
        .object({
          model: z.string(),
          lines: z.array(
            z.object({
              kind: z.enum(['paraphrase', 'hypothetical', 'part', 'next']),
              text: z.string(),
            }),
          ),
        })
        .optional(),
      /** Passages that the cross-encoder read in time, of those it was given. */
      crossEncoder: z.object({ name: z.string(), read: z.int(), of: z.int() }).optional(),
      /** A model that failed is named once; later searches go on without it. */
      failures: z.array(Failure).optional(),
    })
    .optional(),
})

export const Citation = z.object({
  n: z.int(),
  documentId: z.int().nullable(),
  versionId: z.int().nullable(),
  externalId: z.string().optional(),
  path: z.string(),
  title: z.string(),
  page: z.int().nullable(),
  start: z.int(),
  end: z.int(),
  /** `text.slice(start, end)` of that version; empty when the source was removed. */
  quote: z.string(),
})

export const AnswerSentence = z.object({
  text: z.string(),
  citations: z.array(z.int()),
  supported: z.boolean(),
})

export const Engine = z.enum(['extractive', 'local', 'cloud'])

export const Answer = z.object({
  question: z.string(),
  /** What was searched for where that differs: with what the question leans on, and what it was narrowed to. */
  query: z.string().optional(),
  /** In how much; absent in answers of older versions. */
  searched: z.object({ chunks: z.int(), documents: z.int() }).optional(),
  answer: z.string(),
  /** True when the documents do not say: then there are no sentences and no citations. */
  abstained: z.boolean(),
  sentences: z.array(AnswerSentence),
  citations: z.array(Citation),
  /** The engine that answered; where another was asked for, `fallback` says why it did not. */
  engine: Engine,
  model: z.string().nullable(),
  fallback: Failure.optional(),
  ms: z.object({ search: z.number(), answer: z.number(), total: z.number() }),
  traceId: z.string(),
})

/** A passage as it was ranked for an answer. */
export const FoundPassage = z.object({
  rank: z.int(),
  documentId: z.int(),
  versionId: z.int(),
  externalId: z.string().optional(),
  path: z.string(),
  title: z.string(),
  page: z.int().nullable(),
  start: z.int(),
  end: z.int(),
  /** Its first letters; empty when the document has changed since. */
  text: z.string(),
  score: z.number(),
  semanticScore: z.number().nullable(),
  keywordScore: z.number().nullable(),
  /** What each part added to the score, by the part's name; null in traces of older versions. */
  because: z.record(z.string(), z.number()).nullable(),
  /** The probability, 0 to 1, that it has to do with the query; null where it was not measured. */
  relevance: z.number().nullable(),
  via: z.string().nullable(),
  /** Other documents where the same text stands today, or nearly the same. */
  alsoIn: z.array(AlsoIn),
})

/** How an answer was found. */
export const AnswerTrace = z.object({
  query: z.string(),
  searched: z.object({ chunks: z.int(), documents: z.int() }),
  /** What was made of the query: a `SearchExplanation` as it was at that time. */
  explanation: z.record(z.string(), z.unknown()).nullable(),
  passages: z.array(FoundPassage),
  /** How likely the passages answer, 0 to 1, and from where on they are held to; null in older traces. */
  confidence: z.object({ probability: z.number(), threshold: z.number() }).nullable(),
  /** How long each part took. */
  ms: z.record(z.string(), z.number()),
})

export const AskInput = z.object({
  question: z.string().trim().min(1).max(4000),
  engine: Engine.optional(),
  /** A GGUF file for `local`, a model name for `cloud`. */
  model: z.string().optional(),
  /** `openai`, `anthropic` or the base address of a server that speaks OpenAI's API. */
  provider: z.string().optional(),
  conversationId: z.int().optional(),
  /** Only documents whose path matches this glob. */
  scope: z.string().optional(),
  /** Only these documents. */
  within: Scope.optional(),
})

export const AskEvent = z.discriminatedUnion('kind', [
  /** First: what the search found, best first. `searchedChunks` and `searchedDocuments` say in how much. */
  z.object({
    kind: z.literal('passages'),
    passages: z.array(Passage),
    searchedChunks: z.int(),
    searchedDocuments: z.int(),
  }),
  /** A piece of the answer as the model writes it. */
  z.object({ kind: z.literal('token'), text: z.string() }),
  /** Last: the whole answer, checked against its sources. `messageId` is set when it belongs to a conversation. */
  z.object({ kind: z.literal('answer'), answer: Answer, messageId: z.int().nullable() }),
])

export const Message = z.object({
  messageId: z.int(),
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  answer: Answer.nullable(),
  createdAt: z.string(),
})

export const Conversation = z.object({
  conversationId: z.int(),
  title: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** What its questions are narrowed to. */
  scope: KeptScope,
})

export const FeedbackReason = z.enum([
  'wrong-source',
  'not-found',
  'made-up',
  'incomplete',
  'other',
])

export const Feedback = z.object({
  messageId: z.int(),
  conversationId: z.int(),
  question: z.string(),
  answer: z.string(),
  rating: z.enum(['good', 'bad']),
  reason: FeedbackReason.nullable(),
  comment: z.string(),
  createdAt: z.string(),
})
