import { constants, existsSync, readFileSync } from 'node:fs'
import { access, mkdir, statfs } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { READABLE } from './ingest/readers/formats.ts'
import { languageFolderIn } from './ingest/readers/languages.ts'
import { UNREADABLE } from './ingest/readers/unreadable.ts'
import { toFailure } from './lib/failure.ts'
import { llamaBackend } from './inference/check-llama.ts'
import { listOnnxModels } from './inference/onnx-models.ts'
import { bestSpeechModel } from './inference/speech-models.ts'
import { openEmbedder } from './inference/open-embedder.ts'
import { ownModelFolder } from './places.ts'
import { listLanguages } from './scan-languages.ts'
import { findCrossEncoder } from './search-help.ts'
import { databaseVersions } from './store/check-database.ts'
import { openKeychain } from './store/keychain.ts'

/** One thing that works or does not. Mirrors `Check` of the contract. */
export interface Check {
  readonly name: string
  readonly status: 'ok' | 'warning' | 'missing'
  readonly detail: string
  readonly advice: string
}

interface Machine {
  readonly dataFolder: string
  readonly modelFolder: string
  /** The one that is switched on; null where none is. */
  readonly crossEncoder?: string | null
}

/** Less than this and an import of a few thousand documents may not fit. */
const LOW_DISK_BYTES = 1_000_000_000

/** A model that takes longer to start helps no search. */
const MAX_START_MS = 60_000

/** What works on this machine, each thing by using it. None of the checks needs an open library. */
export async function checkMachine(machine: Machine): Promise<Check[]> {
  const { dataFolder, modelFolder } = machine
  return Promise.all([
    checkNode(),
    attempt('Database', 'Run "npm ci" again.', () => {
      const { sqlite, vectors } = databaseVersions()
      return `SQLite ${sqlite}, encrypted; sqlite-vec ${vectors}`
    }),
    checkDataFolder(dataFolder),
    checkDisk(dataFolder),
    checkKeychain(),
    attempt('Embedder', 'Run "npm run build:model".', () => tryEmbedder(modelFolder)),
    checkModels(machine),
    checkLanguages(machine),
    checkSpeech(machine),
    checkOcr(machine),
    checkFormats(),
    optional(
      'Local models',
      'Without it the extractive and cloud engines answer. Run "npm ci" again.',
      async () => `llama.cpp loads, on ${await llamaBackend()}`,
    ),
    checkElectron(),
  ])
}

/** What the workspace may talk to. */
export function checkHosts(allowedHosts: readonly string[]): Check {
  const detail = allowedHosts.length === 0 ? 'none: nothing leaves this machine' : ''
  return ok('Allowed hosts', detail || allowedHosts.join(', '))
}

function ok(name: string, detail: string): Check {
  return { name, status: 'ok', detail, advice: '' }
}

async function attempt(
  name: string,
  advice: string,
  work: () => string | Promise<string>,
): Promise<Check> {
  try {
    return ok(name, await work())
  } catch (error) {
    return { name, status: 'missing', detail: toFailure(error).message, advice }
  }
}

async function optional(name: string, advice: string, work: () => string | Promise<string>) {
  const check = await attempt(name, advice, work)
  return check.status === 'missing' ? { ...check, status: 'warning' as const } : check
}

function checkNode(): Promise<Check> {
  return attempt('Node.js', 'Start Carrel with "npm start", which brings a current one.', () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    if (major < 22 || (major === 22 && minor < 18)) throw new Error(`${process.version} is too old`)
    return process.version
  })
}

function checkDataFolder(dataFolder: string): Promise<Check> {
  return attempt('Data folder', 'Choose another with --data or CARREL_DATA.', async () => {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 })
    await access(dataFolder, constants.W_OK)
    return dataFolder
  })
}

function checkDisk(dataFolder: string): Promise<Check> {
  return optional('Free disk', 'Make room before adding much.', async () => {
    const folder = existsSync(dataFolder) ? dataFolder : dirname(dataFolder)
    const { bavail, bsize } = await statfs(folder)
    const gigabytes = `${((bavail * bsize) / 1e9).toFixed(1)} GB`
    if (bavail * bsize < LOW_DISK_BYTES) throw new Error(`only ${gigabytes}`)
    return gigabytes
  })
}

function checkKeychain(): Promise<Check> {
  const advice = 'A passphrase guards the library instead; scripts can set CARREL_KEY.'
  return optional('Keychain', advice, () => {
    if (openKeychain() === null) throw new Error('this session has none')
    return 'reachable'
  })
}

async function tryEmbedder(modelFolder: string): Promise<string> {
  const startedMs = performance.now()
  const embedder = await openEmbedder({ modelFolder, workers: 1 })
  try {
    await embedder.embed(['lighthouse'], { priority: 'query' })
    return `${embedder.name}, ready in ${Math.round(performance.now() - startedMs)} ms`
  } finally {
    await embedder[Symbol.asyncDispose]()
  }
}

/** Models that the owner put there, and whether the cross-encoder that is switched on works. */
function checkModels({ dataFolder, modelFolder, crossEncoder = null }: Machine): Promise<Check> {
  const folders = [ownModelFolder(dataFolder), modelFolder]
  const advice =
    'Searches go on without it. carrel models says what is installed and how to get more.'
  return optional('Installed models', advice, async () => {
    const { models, unusable } = await listOnnxModels(folders)
    if (crossEncoder !== null) await tryCrossEncoder(crossEncoder, folders)
    const [broken] = unusable
    if (broken !== undefined) throw new Error(`"${broken.name}" cannot be used: ${broken.reason}`)
    const named = models.map(({ name, kind }) => `${name} (${kind})`).join(', ')
    return crossEncoder === null ? named : `${named}; ${crossEncoder} reads what leads`
  })
}

/** How well each language was measured to be served (README, Languages). */
async function checkLanguages({ dataFolder, modelFolder }: Machine): Promise<Check> {
  const { models } = await listOnnxModels([ownModelFolder(dataFolder), modelFolder])
  const own =
    'with what is bundled, English, Spanish, Romanian, Chinese, Russian, Thai and Turkish are good, German, Greek, Hindi and Vietnamese fair, Arabic is poor'
  const better = 'with multilingual-e5-small all are good, Arabic is fair'
  const has = models.some(({ name }) => name === 'multilingual-e5-small')
  return ok(
    'Languages',
    `${own}; ${better}${has ? '' : ' (not installed)'}; others are not measured`,
  )
}

async function tryCrossEncoder(name: string, folders: readonly string[]): Promise<void> {
  const encoder = await findCrossEncoder(name, folders)
  try {
    await encoder.score('lighthouse', 'A lighthouse.', AbortSignal.timeout(MAX_START_MS))
  } finally {
    await encoder[Symbol.asyncDispose]()
  }
}

function checkSpeech({ dataFolder, modelFolder }: Machine): Promise<Check> {
  const own = ownModelFolder(dataFolder)
  const advice = `Recordings stay unread. Put a Whisper model into "${own}": carrel models --help says which files.`
  return optional('Speech', advice, async () => {
    const model = bestSpeechModel((await listOnnxModels([own, modelFolder])).speech)
    if (model === null) throw new Error('no speech model is installed')
    return model.name
  })
}

const requireFrom = createRequire(import.meta.url)

const MORE_LANGUAGES =
  'Scans are read in those of the setting ocrLanguages, or by carrel add --lang. For others: carrel models languages, or Settings.'

/** The languages of scans that can be read, and how to get another. */
async function checkOcr({ dataFolder, modelFolder }: Machine): Promise<Check> {
  const folder = languageFolderIn([ownModelFolder(dataFolder), modelFolder])
  const broken = 'Scanned pages and images stay without text. Run "npm ci" again.'
  const check = await optional('Text recognition', broken, () => {
    const { installed } = listLanguages(folder)
    if (!installed.some(({ code }) => code === 'eng'))
      throw new Error('the data for English is missing')
    return installed.map(({ code, name }) => `${name} (${code})`).join(', ')
  })
  return check.status === 'ok' ? { ...check, advice: MORE_LANGUAGES } : check
}

async function checkFormats(): Promise<Check> {
  return { ...ok('Document formats', READABLE), advice: `Not read: ${UNREADABLE}.` }
}

function checkElectron(): Promise<Check> {
  const advice = 'Browser mode works without it: carrel serve --open'
  return optional('Desktop window', advice, () => {
    if (process.versions['electron']) return `Electron ${process.versions['electron']}`
    const folder = dirname(requireFrom.resolve('electron/package.json'))
    const pathFile = join(folder, 'path.txt')
    if (!existsSync(pathFile)) throw new Error("Electron's binary was not downloaded")
    const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
    if (!existsSync(binary)) throw new Error("Electron's binary is missing")
    return binary
  })
}
