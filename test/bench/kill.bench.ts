/**
 * Kills an import at random moments (SIGKILL) and counts what is wrong afterwards. Run with `npm run bench kill [KILLS]`; 200 take about
 * ten minutes.
 */
import { killImports } from '../helpers/kill-imports.ts'

const { kills, midImport, faults, endsEqual } = await killImports(Number(process.argv[2] ?? 200))
const wrong = faults.filter(
  ({ integrity, lost, orphans }) =>
    integrity.length + lost.length + Object.keys(orphans).length > 0,
)
console.log(`${kills} kills, ${midImport} of them with work left to do`)
console.log(`damaged, lost, doubled or left over: ${wrong.length}`)
console.log(
  `end states equal to an undisturbed import: ${endsEqual.filter(Boolean).length} of ${endsEqual.length}`,
)
if (wrong.length > 0) console.log(JSON.stringify(wrong, null, 2))
