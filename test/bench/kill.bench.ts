/**
 * Kills an import at random moments (SIGKILL), one after the other, and counts what is wrong afterwards. Run with
 * `npm run bench kill [KILLS]`; 200 take some fifteen minutes on two cores.
 */
import { isFaulty, killImports } from '../helpers/kill-imports.ts'

const KILLS = Number(process.argv[2] ?? 200)
/** Kills between two lines of progress. */
const TELL_EVERY = 20
const started = performance.now()

const { kills, midImport, faults, endsEqual } = await killImports(KILLS, tell)
const wrong = faults.filter(isFaulty)
console.log(`${kills} kills, ${midImport} of them with work left to do`)
console.log(`damaged, lost, doubled or left over: ${wrong.length}`)
console.log(
  `end states equal to an undisturbed import: ${endsEqual.filter(Boolean).length} of ${endsEqual.length}`,
)
if (wrong.length > 0) console.log(JSON.stringify(wrong, null, 2))

function tell(done: number, faulty: number): void {
  const minutes = ((performance.now() - started) / 60_000).toFixed(1)
  if (done % TELL_EVERY === 0)
    console.log(`${done} of ${KILLS} kills after ${minutes} min, ${faulty} with something wrong`)
}
