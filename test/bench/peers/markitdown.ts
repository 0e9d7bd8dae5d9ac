import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const WANTED = 'markitdown[pdf,docx]~=0.1.0'
const home = join(tmpdir(), 'carrel-bench-markitdown')
const python = join(
  home,
  ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
)

/** The Python that has Microsoft's markitdown, in a folder of its own that stays for the next run; or why there is none. */
export function installMarkitdown(): { readonly python: string } | { readonly missing: string } {
  try {
    if (!existsSync(python))
      run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', home])
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', WANTED])
    return { python }
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { missing: `not installed (${reason})` }
  }
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
