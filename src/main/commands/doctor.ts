import type { Command } from 'commander'
import type { z } from 'zod'
import type { Check as CheckSchema } from '../api/schema/settings.ts'
import { style } from './print.ts'
import { failureOf } from '../api/failure.ts'
import type { Run, Session } from './session.ts'

type Check = z.infer<typeof CheckSchema>

const marks = { ok: '✓', warning: '!', missing: '✗' } as const
const colours = { ok: 'green', warning: 'yellow', missing: 'red' } as const

/** `carrel doctor`: what works on this machine, and what to do about what does not. */
export function registerDoctor(program: Command, run: Run): void {
  program
    .command('doctor')
    .description('Check this machine and say what to do about what does not work')
    .addHelpText('after', help)
    .action(() =>
      run(async (session) => {
        const checks = await check(session)
        if (session.json) session.out(JSON.stringify({ checks }))
        else for (const each of checks) session.out(checkText(each))
        return checks.some(({ status }) => status === 'missing') ? 1 : 0
      }),
    )
}

const help = `
Each check is ok, warning (Carrel works, without this) or missing (Carrel does not work). Exit code 1 when something is missing.
With --json: {"checks":[{"name","status","detail","advice"}]}`

/** A library that does not open is a finding, and no reason to say nothing about the rest. */
async function check(session: Session): Promise<Check[]> {
  try {
    const client = await session.client()
    return await client.settings.doctor(undefined, { signal: session.signal })
  } catch (error) {
    session.signal.throwIfAborted()
    const { message, hint } = failureOf(error)
    const { checkMachine } = await import('../doctor.ts')
    const library: Check = { name: 'Library', status: 'missing', detail: message, advice: hint }
    return [...(await checkMachine(session.places)), library]
  }
}

function checkText({ name, status, detail, advice }: Check): string {
  const line = `${style(colours[status], marks[status])} ${style('bold', name)}  ${detail}`
  return advice === '' ? line : `${line}\n  ${style('dim', advice)}`
}
