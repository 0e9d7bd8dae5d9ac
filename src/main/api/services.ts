import type {
  AnySchema,
  ContractProcedure,
  ErrorMap,
  InferSchemaInput,
  InferSchemaOutput,
  Meta,
} from '@orpc/contract'
import type { Contract } from './contract.ts'

/** What a method is given (checked, defaults filled in) and what it may return (checked again on its way out). */
type Method<Procedure> =
  Procedure extends ContractProcedure<infer Input, infer Output, ErrorMap, Meta>
    ? (input: InferSchemaOutput<Input>, signal: AbortSignal) => Returned<Output>
    : never

type Returned<Output extends AnySchema> =
  InferSchemaInput<Output> extends AsyncIterator<infer Event>
    ? AsyncIterable<Event>
    : InferSchemaInput<Output> | Promise<InferSchemaInput<Output>>

/** The services behind the contract: one for each of its nouns, one function a method. */
export type Services = {
  readonly [Noun in keyof Contract]: {
    readonly [Name in keyof Contract[Noun]]: Method<Contract[Noun][Name]>
  }
}
