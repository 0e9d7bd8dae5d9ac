#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { registerAdd } from './commands/add.ts'
import { registerAsk } from './commands/ask.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerEval } from './commands/eval.ts'
import { exclusionsLast } from './commands/exclusions-last.ts'
import { registerKey } from './commands/key.ts'
import { registerFolders } from './commands/folders.ts'
import { registerList } from './commands/list.ts'
import { registerModels } from './commands/models.ts'
import { registerPause } from './commands/pause.ts'
import { registerQueue } from './commands/queue.ts'
import { registerReadAgain } from './commands/read-again.ts'
import { registerRemove } from './commands/remove.ts'
import { createRun, type GlobalOptions } from './commands/run.ts'
import { registerSearch } from './commands/search.ts'
import { registerServe } from './commands/serve.ts'
import { registerSettings } from './commands/settings.ts'
import { registerStatus } from './commands/status.ts'
import { registerTag } from './commands/tag.ts'
import { registerText } from './commands/text.ts'
import { productVersion } from './places.ts'

// Node's own warnings (of experimental parts) are nothing a user can act on.
process.removeAllListeners('warning')

const program = new Command('carrel')
  .description(
    'Answers from your own documents, on your own computer, with a source for every sentence.',
  )
  .version(productVersion())
  .option('--data <folder>', 'where libraries are kept (or CARREL_DATA)')
  .option('--workspace <name>', 'which library', 'default')
  .option('--json', 'machine-readable output on stdout, everything else on stderr')
  .showHelpAfterError('Try: carrel help')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit code: 0 done · 1 some inputs failed, the rest is done · 2 usage or set-up error

Environment:
  CARREL_DATA        the data folder
  CARREL_KEY         for scripts: the library's key (64 hex digits) or a passphrase for it
  CARREL_DOCUMENT_PASSWORD  a password of locked files to add
  CARREL_PASSPHRASE  the passphrase, where there is no keychain and nobody to ask
  CARREL_MODELS      the folder of the embedding model

Start with:
  carrel add ~/Documents
  carrel ask "When is the rent due?"`,
  )

const run = createRun(() => program.opts<GlobalOptions>())
for (const register of [
  registerAdd,
  registerAsk,
  registerSearch,
  registerText,
  registerFolders,
  registerQueue,
  registerPause,
  registerList,
  registerReadAgain,
  registerRemove,
  registerTag,
  registerStatus,
  registerDoctor,
  registerKey,
  registerModels,
  registerSettings,
  registerEval,
  registerServe,
])
  register(program, run)

try {
  await program.parseAsync(exclusionsLast(process.argv.slice(2)), { from: 'user' })
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
