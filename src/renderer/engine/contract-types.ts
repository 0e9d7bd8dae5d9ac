import type { InferContractRouterOutputs } from '@orpc/contract'
import type { Contract } from '../../main/api/contract.ts'

type Outputs = InferContractRouterOutputs<Contract>
type EventOf<T> = T extends AsyncIterable<infer Event> ? Event : never

export type AddEvent = EventOf<Outputs['library']['add']>
export type FolderEvent = EventOf<Outputs['library']['follow']>
export type WatchedFolder = Outputs['library']['watched'][number]
export type DocumentRow = Outputs['library']['list']['documents'][number]
export type LibraryStatus = Outputs['library']['status']
export type DocumentView = Outputs['document']['view']
export type Block = DocumentView['blocks'][number]
export type Box = Outputs['document']['boxes'][number]
export type Passage = Outputs['search']['passages']['hits'][number]
export type AskEvent = EventOf<Outputs['answer']['ask']>
export type Answer = Extract<AskEvent, { kind: 'answer' }>['answer']
export type Sentence = Answer['sentences'][number]
export type Citation = Answer['citations'][number]
export type EngineName = Answer['engine']
export type Conversation = Outputs['chat']['list'][number]
export type Message = Outputs['chat']['messages'][number]
export type Feedback = Outputs['feedback']['list'][number]
export type Rating = Feedback['rating']
export type FeedbackReason = NonNullable<Feedback['reason']>
export type ScanLanguages = Outputs['models']['scanLanguages']
export type InstalledModels = Outputs['models']['list']
export type Settings = Outputs['settings']['get']
export type EgressEntry = Outputs['settings']['egress'][number]
export type Check = Outputs['settings']['doctor'][number]
export type Scope = Conversation['scope']
export type AnswerTrace = Outputs['answer']['explain']
export type FoundPassage = AnswerTrace['passages'][number]
export type JudgedQuestion = Outputs['questions']['list'][number]
export type EvaluationReport = Extract<EventOf<Outputs['insight']['evaluate']>, { kind: 'report' }>
export type Metric = keyof EvaluationReport['evaluation']['metrics']
export type Comparison = NonNullable<EvaluationReport['against']>
export type SearchChange = NonNullable<Outputs['insight']['lastChange']['change']>
export type Failure = NonNullable<DocumentRow['failure']>
