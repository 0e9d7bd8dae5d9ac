/**
 * The law of the rooms: a room imports only from rooms of a later rank, never sideways; siblings are wired in engine.ts.
 * Files directly in src/main and src/main/commands are entries and may import all.
 */
const ranks: readonly (readonly string[])[] = [
  ['shell'],
  ['api'],
  ['library', 'answer', 'chat', 'feedback', 'insight', 'govern'],
  ['ingest', 'search'],
  ['inference', 'store'],
  ['lib'],
]

/** Packages that one place only may import: swapping the database, a parser or a model runtime then touches that place alone. */
const confined: readonly {
  readonly packages: RegExp
  readonly to: RegExp
  readonly name: string
}[] = [
  { packages: /^(better-sqlite3|sqlite-vec)/, to: /^src\/main\/store\//, name: 'store/' },
  {
    packages: /^(node-llama-cpp|onnxruntime-|@huggingface\/|ai$|@ai-sdk\/)/,
    to: /^src\/main\/inference\//,
    name: 'inference/',
  },
  {
    packages:
      /^(pdfjs-dist|mammoth|parse5|csv-parse|mdast-|micromark-|tesseract\.js|@tesseract\.js-data)/,
    to: /^src\/main\/ingest\/readers\//,
    name: 'ingest/readers/',
  },
  {
    packages: /^electron(-store)?$/,
    to: /^src\/(main\/shell|preload)\//,
    name: 'shell/ and the preload',
  },
  { packages: /^react/, to: /^src\/renderer\//, name: 'the renderer' },
]

/** What the page may take from the engine: its contract and the way to call it. */
const forRenderer = /^src\/main\/api\/(contract|connect|failure|schema\/[a-z-]+)\.ts$/

/**
 * What is wrong with one import, in words; null when nothing is.
 * `importer` is a path from the repository's root; `imported` is one too, or the name of a package.
 */
export function findFault(importer: string, imported: string): string | null {
  if (!importer.startsWith('src/')) return null
  return imported.startsWith('src/')
    ? faultBetween(importer, imported)
    : faultOfPackage(importer, imported)
}

function faultOfPackage(importer: string, name: string): string | null {
  const limit = confined.find(({ packages, to }) => packages.test(name) && !to.test(importer))
  return limit ? `"${name}" may be imported in ${limit.name} only.` : null
}

function faultBetween(importer: string, imported: string): string | null {
  const [, part] = importer.split('/')
  const [, importedPart] = imported.split('/')
  if (part === 'renderer') return faultOfRenderer(importer, imported)
  if (part === 'preload' && importedPart !== 'preload')
    return 'The preload imports nothing of ours.'
  if (importedPart !== part) return `src/${part} must not import from src/${importedPart}.`
  return faultBetweenRooms(roomOf(importer), roomOf(imported))
}

function faultOfRenderer(importer: string, imported: string): string | null {
  if (!imported.startsWith('src/renderer/'))
    return forRenderer.test(imported)
      ? null
      : 'The page may import api/contract.ts and api/connect.ts only.'
  const isUp =
    importer.startsWith('src/renderer/ui/') &&
    /^src\/renderer\/(views|state|engine)\//.test(imported)
  return isUp
    ? 'ui/ knows no product nouns, so it must not import from views/, state/ or engine/.'
    : null
}

function faultBetweenRooms(room: string, imported: string): string | null {
  if (room === imported || room === 'entries') return null
  if (imported === 'entries') return `${room}/ must not import an entry.`
  const [rank, importedRank] = [rankOf(room), rankOf(imported)]
  if (rank === -1 || importedRank === -1)
    return `"${rank === -1 ? room : imported}" is no room of the law in scripts/lint/law.ts.`
  if (rank === importedRank)
    return `${room}/ and ${imported}/ are siblings: wire them in engine.ts.`
  return rank < importedRank
    ? null
    : `${room}/ must not import from ${imported}/: imports go only the other way.`
}

function roomOf(path: string): string {
  const [, , room = '', ...rest] = path.split('/')
  return rest.length === 0 || room === 'commands' ? 'entries' : room
}

function rankOf(room: string): number {
  return ranks.findIndex((rooms) => rooms.includes(room))
}
