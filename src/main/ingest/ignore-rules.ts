import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** The file in a folder that names what below it is left out, by the rules of `.gitignore`. */
export const IGNORE_FILE = '.carrelignore'

/** What the ignore files of a folder and of those above it leave out. */
export interface IgnoreRules {
  /** Whether a file or folder below is left out; a deeper file's rule comes before one above it. */
  ignores(path: string, isFolder: boolean): boolean
  /** These rules with those of a folder below. */
  within(folder: string): Promise<IgnoreRules>
}

interface Level {
  readonly folder: string
  readonly matcher: Ignore
}

export const noRules: IgnoreRules = rulesOf([])

/** `levels` from the deepest folder to the outermost. */
function rulesOf(levels: readonly Level[]): IgnoreRules {
  const rules: IgnoreRules = {
    ignores(path, isFolder) {
      for (const { folder, matcher } of levels) {
        const below = relative(folder, path).split(sep).join('/')
        if (below === '' || below.startsWith('../')) continue
        const { ignored, unignored } = matcher.test(isFolder ? `${below}/` : below)
        if (ignored || unignored) return ignored
      }
      return false
    },
    async within(folder) {
      const text = await readFile(join(folder, IGNORE_FILE), 'utf8').catch(() => null)
      return text === null ? rules : rulesOf([{ folder, matcher: ignore().add(text) }, ...levels])
    },
  }
  return rules
}
