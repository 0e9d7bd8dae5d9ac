import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { createAnswering } from './answer/answering.ts'
import type { Contract } from './api/contract.ts'
import { createRouter, type Router } from './api/router.ts'
import type { Services } from './api/services.ts'
import { createChat } from './chat/chat.ts'
import { comparableSearch } from './comparable-search.ts'
import { openEngineModels } from './engine-models.ts'
import { createFeedback } from './feedback/feedback.ts'
import { createQuestions } from './feedback/questions.ts'
import { keepPasswords } from './govern/keep-passwords.ts'
import { createProviderKeys } from './govern/provider-keys.ts'
import { createSettings } from './govern/settings.ts'
import { openEmbedder } from './inference/open-embedder.ts'
import { createInsight } from './insight/insight.ts'
import { createLibrary } from './library/library.ts'
import { createTags } from './library/tags.ts'
import { measuredModels, searchMakeup } from './measured-changes.ts'
import { createSearch, type SearchResult } from './search/search.ts'
import { openVectorScan } from './search/vector-scan.ts'
import { createScanLanguages } from './scan-languages.ts'
import { settingsService } from './settings-service.ts'
import { endErasing } from './store/erase-documents.ts'
import { requeueRunning } from './store/jobs.ts'
import { workspacePaths } from './store/key-file.ts'
import { openKeychain, type Keychain } from './store/keychain.ts'
import { openDatabase, type Database } from './store/open.ts'
import { reindexWaiting } from './store/reindex-text.ts'
import { obtainKey } from './store/workspace-key.ts'

export interface EngineConfig {
  readonly dataFolder: string
  readonly workspace: string
  /** The folder that holds `all-MiniLM-L6-v2/`. */
  readonly modelFolder: string
  /** CARREL_KEY: the key itself or a passphrase; comes before the keychain. */
  readonly environmentKey?: string
  /** Asks the owner; called only where the key is wrapped by a passphrase. */
  readonly passphrase?: () => Promise<string>
  /** Shows a file with the system's own program. */
  readonly openPath: (path: string) => Promise<void>
  /** Where data for languages of scans is fetched; npm's registry when absent. */
  readonly registry?: string
}

/** The whole product for one workspace. */
export interface Engine extends AsyncDisposable {
  /** What the doors serve. */
  readonly router: Router
  /** The contract, called in this process. */
  readonly client: ContractRouterClient<Contract>
  /** Imports rest while the machine's battery is low. */
  batteryIsLow(isLow: boolean): void
  close(): Promise<void>
}

/**
 * Opens a workspace and wires its services. The embedder's threads start on first use.
 * Throws what keeps a library from opening: `no-key`, `wrong-key`, `database-damaged`, `model-missing`, …
 */
export async function openEngine(config: EngineConfig): Promise<Engine> {
  const keychain = openKeychain()
  const bundled = await openEmbedder({ modelFolder: config.modelFolder })
  const database = await openWorkspace(config, keychain)
  const reindexing = reindex(database)
  const settings = createSettings(database)
  const { keys, passwords } = openSecrets(database, keychain)
  const engineModels = await openEngineModels({ ...config, bundled, database, settings, keys })
  const { embedder, models, help, helpFor, installed, modelFolders: speechFolders } = engineModels
  const vectorScan = openVectorScan(database)
  const parts = { reader: database.openReader(), embedder, vectorScan }
  const search = createSearch({ ...parts, help })
  const library = createLibrary({ database, embedder, passwords, speechFolders, ...config })
  const chat = createChat(database)
  const comparable = comparableSearch(search, { embedder, bundled })
  const answerDeps = { database, settings, keys, chat, models, embedder: bundled, finder: embedder }
  const answering = createAnswering({ ...answerDeps, search: comparable })
  const insight = createInsight({ search, database, ...searchMakeup({ settings, parts, helpFor }) })
  const scanDeps = { ...config, database, settings, speechFolders, library, insight }
  const scans = createScanLanguages(scanDeps)
  const services: Services = {
    library: { ...library, status: () => ({ ...library.status(), searchMemory: search.memory }) },
    document: library.document,
    search: { passages: (input, signal) => search.search({ ...input, signal }).then(toHits) },
    answer: answering,
    chat,
    ...ownWords(database),
    insight,
    models: { ...measuredModels(installed, insight.changes), ...scans },
    settings: settingsService(config, scans.settings, keys),
  }
  const router = createRouter(services, reportFault)
  const close = once(async () => {
    for (const part of [reindexing, insight.changes, library, answering]) await part.close()
    await Promise.all([vectorScan[Symbol.asyncDispose](), engineModels.close()])
    database.close()
  })
  const client = createRouterClient(router)
  return { router, client, batteryIsLow: library.batteryIsLow, close, [Symbol.asyncDispose]: close }
}

function openSecrets(database: Database, keychain: Keychain | null) {
  return {
    keys: createProviderKeys(database, keychain),
    passwords: keepPasswords(database, keychain),
  }
}

/** What the user says of documents and answers. */
function ownWords(database: Database): Pick<Services, 'tags' | 'feedback' | 'questions'> {
  return {
    tags: createTags(database),
    feedback: createFeedback(database),
    questions: createQuestions(database),
  }
}

async function openWorkspace(config: EngineConfig, keychain: Keychain | null): Promise<Database> {
  const { dataFolder, workspace, passphrase, environmentKey } = config
  const key = await obtainKey({ dataFolder, workspace, keychain, passphrase, environmentKey })
  const database = await openDatabase({ file: workspacePaths(dataFolder, workspace).database, key })
  requeueRunning(database.writer)
  await endErasing(database.writer)
  return database
}

/** Gives the index what it lacks, in the background. */
function reindex({ writer }: Database): { close(): Promise<void> } {
  const stop = new AbortController()
  const ended = reindexWaiting(writer, stop.signal).catch(reportFault)
  return { close: () => (stop.abort(), ended) }
}

/** A fault of the program, with its stack and causes: they name code, never what stands in a document. */
function reportFault(error: unknown): void {
  console.error(error)
}

function toHits({ passages, ms, explanation, searchedChunks, searchedDocuments }: SearchResult) {
  const searched = { chunks: searchedChunks, documents: searchedDocuments }
  return { hits: [...passages], ms, searched, ...(explanation ? { explanation } : {}) }
}

/** Closing twice, by a caller and by the end of its block, closes once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= work())
}
