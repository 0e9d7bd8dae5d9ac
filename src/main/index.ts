import { homedir } from 'node:os'
import { defaultDataFolder, defaultModelFolder, pageFolder } from './places.ts'
import { askPassphrase } from './shell/ask-passphrase.ts'
import { startEngine, type EngineHost } from './shell/engine-host.ts'
import { forkEngine } from './shell/fork-engine.ts'
import { guardContents } from './shell/guard-contents.ts'
import { introduceEngine } from './shell/introduce-engine.ts'
import {
  fail,
  followWindows,
  isFirstInstance,
  onceReady,
  packagedModelFolder,
} from './shell/lifetime.ts'
import { setMenu } from './shell/menu.ts'
import { serveNativeCalls } from './shell/native-calls.ts'
import { openPath } from './shell/open-path.ts'
import { registerPageScheme, servePage } from './shell/serve-page.ts'
import { powerSource } from './shell/power-source.ts'
import { watchBattery } from './shell/watch-battery.ts'
import { openWindow } from './shell/window.ts'

registerPageScheme()
if (isFirstInstance()) onceReady(startDesktop)

/** The desktop in the order in which it is set up: rules first, then what answers, then what is seen. */
function startDesktop(): void {
  const dataFolder = defaultDataFolder(process.platform, process.env, homedir())
  const modelFolder = packagedModelFolder() ?? defaultModelFolder(process.env)
  let engine: EngineHost | null = null

  guardContents()
  servePage(pageFolder)
  setMenu(dataFolder)
  serveNativeCalls(dataFolder)
  const introductions = introduceEngine(() => engine)
  engine = startEngine(
    { dataFolder, workspace: 'default', modelFolder },
    { onReady: introductions.toAll, onFailed: fail, askPassphrase, openPath },
    forkEngine,
  )
  watchBattery(powerSource, (isLow) => engine.batteryIsLow(isLow))
  followWindows(engine)
  openWindow()
}
