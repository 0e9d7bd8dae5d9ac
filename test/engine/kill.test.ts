import { expect, test } from 'vitest'
import { killImports } from '../helpers/kill-imports.ts'

/** Each takes some three seconds; `CARREL_KILLS=200` for the whole proof, or `npm run bench kill`. */
const KILLS = Number(process.env['CARREL_KILLS'] ?? 8)

test(
  'killed at random moments of an import, it loses and doubles nothing and ends as if undisturbed',
  { timeout: 60_000 + KILLS * 20_000 },
  async () => {
    const { faults, endsEqual, midImport } = await killImports(KILLS)
    expect(faults).toEqual(faults.map(() => ({ integrity: [], lost: [], orphans: {} })))
    expect(endsEqual).toEqual(endsEqual.map(() => true))
    expect([faults.length, midImport > 0]).toEqual([KILLS, true])
  },
)
