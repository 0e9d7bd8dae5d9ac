import { foldWords } from '../lib/fold-words.ts'
import { languageNamed } from './language-named.ts'

/** What narrows a search to some documents; a document has to meet all kinds, and one of each kind's values. */
export interface QueryFilters {
  /** Formats, lower case: `pdf`, `docx`. */
  readonly types: readonly string[]
  readonly folders: readonly string[]
  readonly tags: readonly string[]
  readonly documentIds: readonly number[]
  /** Names, folded. */
  readonly authors: readonly string[]
  /** ISO 639-1. */
  readonly languages: readonly string[]
  /** Last change by the document's own date, else its file's: at or after, in ms since 1970. */
  readonly afterMs: number | null
  /** Before, in ms since 1970. */
  readonly beforeMs: number | null
  /** As they were written. */
  readonly given: readonly string[]
}

/** A query as its writer meant it. */
export interface ParsedQuery {
  /** The question without its syntax: what is embedded, and whose words are looked for. Without a word where only documents are meant. */
  readonly text: string
  /** What was put in double quotes. */
  readonly phrases: readonly string[]
  /** Phrases must stand there word for word; in a full question they are only quoted, and help like any word. */
  readonly arePhrasesRequired: boolean
  /** Words and phrases that must not stand there. */
  readonly excluded: readonly string[]
  readonly filters: QueryFilters
  /** What looks like a filter and is none, such as `after:yesterday`; it stays part of the question. */
  readonly misread: readonly string[]
}

/** As people and their keyboards quote: "…", „…“, “…”, ”…”, «…», »…«, 「…」 and 『…』, each with something in it. */
const QUOTED = [
  '"[^"]+"',
  '„[^“”"]+[“”"]',
  '“[^”"]+[”"]',
  '”[^”]+”',
  '«[^»]+»',
  '»[^«]+«',
  '「[^」]+」',
  '『[^』]+』',
].join('|')

/** Anything up to the next space or quotation, with the sign or name before it. An inch mark opens none: quotes stand outside of words. */
const PIECE = new RegExp(
  `(?<=^|[\\s(])(-?)(?:(type|in|tag|author|lang|after|before):)?(?:(${QUOTED})(?![\\p{L}\\p{N}])|([^\\s"(]\\S*|\\())|\\S+`,
  'giu',
)

/** A sentence's end, in any script. */
const ENDS_A_SENTENCE = /[.?!。？！؟]\s*$/u

/**
 * In longer texts, and in a sentence with its full stop or question mark, a dash before a word is a writer's dash or a minus sign
 * (claims and abstracts are full of them: "TNF -alpha"), and quotes only quote.
 */
const MAX_WORDS_OF_A_REQUEST = 16

const NO_FILTERS: QueryFilters = {
  types: [],
  folders: [],
  tags: [],
  documentIds: [],
  authors: [],
  languages: [],
  afterMs: null,
  beforeMs: null,
  given: [],
}

/**
 * Reads `"quoted phrases"` (also “so”, „so“, «so» and 「so」), `-exclusions` and the filters `type:pdf`, `in:folder`, `in:file.pdf`,
 * `in:#12` (a document's number), `tag:contract`, `author:"Ada Lovelace"`, `lang:de`, `after:2024-01`, `before:2024`. Whatever is not exactly that stays part of the
 * question: an unknown type or language, a date that is none, a colon or a dash anywhere else.
 */
export function parseQuery(query: string): ParsedQuery {
  const isRequest =
    !ENDS_A_SENTENCE.test(query) && query.trim().split(/\s+/).length <= MAX_WORDS_OF_A_REQUEST
  const [plain, phrases]: [string[], string[]] = [[], []]
  const [excluded, misread]: [string[], string[]] = [[], []]
  let filters = NO_FILTERS
  for (const [whole, dash = '', name, marked, word = ''] of query.matchAll(PIECE)) {
    const quoted = marked?.slice(1, -1).trim()
    const value = quoted ?? word
    const narrowed = name && dash === '' ? narrow(filters, name.toLowerCase(), value) : null
    if (name && !narrowed) misread.push(whole)
    if (narrowed) filters = { ...narrowed, given: [...filters.given, whole] }
    else if (dash && !name && isRequest && isExcludable(value, quoted)) excluded.push(value)
    else if (quoted === undefined || name) plain.push(whole)
    else {
      plain.push(`${dash}${quoted}`)
      if (/[\p{L}\p{N}]/u.test(quoted)) phrases.push(quoted)
    }
  }
  const text = plain.join(' ').trim()
  const arePhrasesRequired = isRequest && phrases.length > 0
  return { text, phrases, arePhrasesRequired, excluded, filters, misread }
}

/** A phrase, or a word of three letters at least: `-5`, `-k` and a lone dash are none. */
function isExcludable(value: string, quoted: string | undefined): boolean {
  return quoted === undefined ? /^\p{L}[\p{L}\p{N}\p{M}_-]{2,}$/u.test(value) : true
}

function narrow(filters: QueryFilters, name: string, value: string): QueryFilters | null {
  switch (name) {
    case 'type': {
      const types = typesNamed(value)
      return types ? { ...filters, types: [...filters.types, ...types] } : null
    }
    case 'in': {
      const { folders, documentIds } = filters
      return /^#\d{1,15}$/.test(value)
        ? { ...filters, documentIds: [...documentIds, Number(value.slice(1))] }
        : { ...filters, folders: [...folders, value] }
    }
    case 'tag':
      return { ...filters, tags: [...filters.tags, value] }
    case 'author': {
      const author = foldWords(value)
      return author === '' ? null : { ...filters, authors: [...filters.authors, author] }
    }
    case 'lang': {
      const language = languageNamed(value)
      return language === null ? null : { ...filters, languages: [...filters.languages, language] }
    }
    case 'after': {
      const afterMs = startOf(value)
      return afterMs === null ? null : { ...filters, afterMs }
    }
    default: {
      const beforeMs = startOf(value)
      return beforeMs === null ? null : { ...filters, beforeMs }
    }
  }
}

/** When a year, month or day begins where the user is; null for anything else. */
function startOf(date: string): number | null {
  const match = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(date)
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)]
  const start = new Date(year, month - 1, day)
  return start.getMonth() === month - 1 && start.getDate() === day ? start.getTime() : null
}

/** The names and endings of what people call a format; null for what is none. */
export function typesNamed(name: string): readonly string[] | null {
  return TYPES.get(name.toLowerCase()) ?? null
}

/** What people call a format, and the names and endings it is stored under. */
const TYPES: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ['pdf'],
    ['docx', 'doc'],
    ['doc', 'docx'],
    ['word', 'docx', 'doc'],
    ['xlsx', 'xls'],
    ['xls', 'xlsx'],
    ['excel', 'xlsx', 'xls', 'ods'],
    ['pptx', 'ppt'],
    ['ppt', 'pptx'],
    ['powerpoint', 'pptx', 'ppt'],
    ['odt'],
    ['ods'],
    ['odp'],
    ['rtf'],
    ['html', 'htm', 'xhtml'],
    ['htm', 'html', 'xhtml'],
    ['markdown', 'md', 'mdown'],
    ['md', 'markdown', 'mdown'],
    ['text', 'txt'],
    ['txt', 'text'],
    ['csv', 'tsv'],
    ['tsv'],
    ['epub'],
    ['mail', 'email', 'eml', 'mbox', 'msg'],
    ['email', 'mail', 'eml', 'mbox', 'msg'],
    ['eml', 'mail', 'email'],
    ['json'],
    ['jsonl', 'record'],
    ['xml'],
    ['image', 'png', 'jpg', 'jpeg', 'tiff', 'webp', 'gif', 'bmp'],
    ['png'],
    ['jpg', 'jpeg'],
    ['jpeg', 'jpg'],
  ].map((names) => [names[0] ?? '', names] as const),
)
