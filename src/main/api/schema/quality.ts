import { z } from 'zod'
import { SearchMode } from './answer.ts'

export const JudgedDocument = z.object({
  documentId: z.int(),
  externalId: z.string().optional(),
  path: z.string(),
  title: z.string(),
})

/** A question whose right documents are known. */
export const JudgedQuestion = z.object({
  questionId: z.int(),
  question: z.string(),
  /** Empty once they were removed from the library: then it is not asked. */
  documents: z.array(JudgedDocument),
  createdAt: z.string(),
})

export const QuestionInput = z.object({
  /** The one to change; without it, another of the same words is changed or a new one made. */
  questionId: z.int().optional(),
  question: z.string().trim().min(1).max(4000),
  documentIds: z.array(z.int()).min(1).max(1000),
})

export const RightDocuments = z.object({ documentIds: z.array(z.int()) })

export const EvaluationName = z.string().trim().min(1).max(80)

export const EvaluationInput = z.object({
  mode: SearchMode.default('hybrid'),
  save: EvaluationName.optional(),
  against: EvaluationName.optional(),
})

/** A mean over questions with its 95 % bootstrap interval. */
export const Estimate = z.object({ mean: z.number(), low: z.number(), high: z.number() })

/** What a ranking scores, each from 0 to 1. */
export const Scores = z.object({
  ndcg10: z.number(),
  recall10: z.number(),
  recall100: z.number(),
  mrr10: z.number(),
  /** 1 when every right document is among the first ten. */
  allGold10: z.number(),
})

const metricsOf = <Value extends z.ZodType>(value: Value) =>
  z.object({
    ndcg10: value,
    recall10: value,
    recall100: value,
    mrr10: value,
    allGold10: value,
  })

/** The mean difference, question by question; `no difference` where its interval reaches over 0. */
export const Comparison = z.object({
  /** Questions that both runs asked. */
  queries: z.int(),
  metrics: metricsOf(Estimate.extend({ verdict: z.enum(['better', 'worse', 'no difference']) })),
})

/** What the search was made of when it was measured, by name. */
export const SearchSetup = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
)

export const Evaluation = z.object({
  /** When it was run. */
  createdAt: z.string(),
  mode: SearchMode,
  setup: SearchSetup,
  queries: z.int(),
  metrics: metricsOf(Estimate),
  perQuestion: z.array(
    z.object({
      questionId: z.int(),
      question: z.string(),
      scores: Scores,
      /** The rank of the first right document; null when none is among the first hundred. */
      firstRank: z.int().nullable(),
    }),
  ),
})

export const EvaluationEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int(), total: z.int() }),
  /** Last. `skipped` counts the questions whose documents are no longer there. */
  z.object({
    kind: z.literal('report'),
    evaluation: Evaluation,
    skipped: z.int(),
    against: Comparison.nullable(),
  }),
])

export const SavedEvaluation = Evaluation.omit({ perQuestion: true }).extend({ name: z.string() })

/** What the last change of something that the search depends on did to its results. */
export const SearchChange = z.object({
  /** `unfinished` when the measuring was cut short, failed, or would have asked a provider that is no longer wanted: `comparison` is null. */
  state: z.enum(['measuring', 'done', 'unfinished']),
  changedAt: z.string(),
  before: SearchSetup,
  after: SearchSetup,
  /** Null while it is measured, where that was not finished, and when there is nothing to measure it on. */
  comparison: Comparison.nullable(),
  /** While questions are asked: how many were, of all that are to be; where `isTwice`, each counts before the change and after it. */
  progress: z.object({ asked: z.int(), of: z.int(), isTwice: z.boolean().optional() }).optional(),
})
