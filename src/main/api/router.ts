import { getEventIteratorSchemaDetails, type AnyContractProcedure } from '@orpc/contract'
import { implement, type Router as RouterOf } from '@orpc/server'
import { must } from '../lib/must.ts'
import { contract, type Contract } from './contract.ts'
import type { Services } from './services.ts'
import { translateFailures, type ReportFault } from './translate-failures.ts'
import { untilClosed } from './until-closed.ts'

/** The contract with a handler behind every method: what each door serves. */
export type Router = RouterOf<Contract, Record<never, never>>

/** A method as the loop below sees it; `Services` has checked each against the contract. */
type AnyMethod = (input: unknown, signal: AbortSignal) => unknown

/** Puts the services behind the contract. `report` hears of faults of the program, never of failures a user can mend. */
export function createRouter(services: Services, report: ReportFault): Router {
  const nouns = Object.entries(contract).map(([noun, methods]) => {
    const service: object = must(
      Object.entries(services).find(([name]) => name === noun),
      noun,
    )[1]
    return [noun, createNoun(methods, service, report)] as const
  })
  return Object.fromEntries(nouns) as unknown as Router
}

function createNoun(
  methods: Readonly<Record<string, AnyContractProcedure>>,
  service: object,
  report: ReportFault,
): Record<string, unknown> {
  const handlers = new Map<string, AnyMethod>(Object.entries(service))
  // Used on the noun, not on the method: only there does the translation stand before the check of the input.
  const implementer = implement(methods).use(translateFailures(report))
  return Object.fromEntries(
    Object.entries(methods).map(([name, procedure]) => {
      const method = must(handlers.get(name), `the service has no "${name}"`)
      const isStream = getEventIteratorSchemaDetails(procedure['~orpc'].outputSchema) !== undefined
      const handled = must(implementer[name], name).handler(({ input, signal }) =>
        isStream
          ? untilClosed(signal, (until) => method(input, until) as AsyncIterable<unknown>)
          : method(input, signal ?? new AbortController().signal),
      )
      return [name, handled]
    }),
  )
}
