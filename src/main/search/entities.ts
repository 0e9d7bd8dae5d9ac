import { namesIn } from './names.ts'
import { englishStopWords } from '../lib/stop-words.ts'

/** Something particular that a query is about. */
export interface Entity {
  readonly text: string
  readonly kind: 'name' | 'date' | 'amount' | 'code' | 'phrase'
}

/** A whole text names many things in passing. */
const MAX_ENTITIES = 12

/** Languages whose month names are known. */
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'nb',
  'ro',
  'tr',
  'el',
  'ru',
]

const months = LANGUAGES.flatMap((language) =>
  (['long', 'short'] as const).flatMap((month) => {
    const format = new Intl.DateTimeFormat(language, { month, day: 'numeric' })
    return Array.from({ length: 12 }, (_, index) => {
      const parts = format.formatToParts(new Date(2024, index, 15))
      return parts.find(({ type }) => type === 'month')?.value.replace(/\.$/, '') ?? ''
    })
  }),
)
// Letters only, the longest first ("June" before "Jun"); short ones with a capital only, since in lower case they are words ("may", "mar").
const MONTH = [...new Set(months)]
  .filter((name) => /^(?:\p{L}{4,}|\p{Lu}\p{L}{2})$/u.test(name))
  .sort((a, b) => b.length - a.length)
  .join('|')
const YEAR = String.raw`(?:1[5-9]|20)\d{2}`
/** What tells a number to be a year, in the languages of months; "2000 employees" is none. */
const BEFORE_YEAR = [
  'in since of from until till by before after during between to year',
  'im seit von ab bis vor nach aus Jahr Jahre',
  'en depuis de dès avant après année an',
  'desde hasta antes después del año',
  'nel dal del al dopo prima anno',
  'em até ano sinds van tot sedan från till år året siden fra til',
  'în din până anul το από του έως в с до от',
]
  .flatMap((words) => words.split(' '))
  .flatMap((word) => [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`])
  .join('|')

const DATE = new RegExp(
  [
    String.raw`\d{4}-\d{2}(?:-\d{2})?`,
    String.raw`\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})`,
    String.raw`(?:\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?)?(?:${MONTH})\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?,?(?!\d))?(?:\s+(?:de\s+)?${YEAR})?`,
    String.raw`(?<=(?<!\p{L})(?:${BEFORE_YEAR})\s+)${YEAR}`,
    String.raw`${YEAR}(?=\s*(?:$|[\n?!)\]"”»]|[.,;:](?!\p{N})))`,
  ]
    .map((form) => String.raw`(?<![\p{L}\p{N}.,/-])(?:${form})(?![\p{L}\p{N}]|[-/]\p{N})`)
    .join('|'),
  'gu',
)

const NUMBER = String.raw`\d+(?:[.,'’ \u00a0]\d{3})*(?:[.,]\d+)?`
const CURRENCY = String.raw`\p{Sc}|EUR|USD|GBP|CHF|JPY|CNY`
const UNIT = String.raw`\p{Sc}|%|‰|°C|°F|°|(?:EUR|USD|GBP|CHF|JPY|CNY|[Ee]uros?|[Dd]ollars?|pounds?|francs?|percent|per\s+cent|Prozent|[kmcµn]?[mgl]²?|m[²³]|km\/h|kWh|[kMGT]B|hours?|days?|weeks?|months?|years?|minutes?|Stunden?|Tagen?|Wochen?|Monaten?|Jahren?)(?![\p{L}\p{N}])`
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,-])(?:(?:${CURRENCY})\s?${NUMBER}|${NUMBER}\s?(?:${UNIT}))`,
  'gu',
)
const CODE = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:[-–_./#:@][\p{L}\p{N}]+)+(?![\p{L}\p{N}])/gu

/**
 * Phrases, dates, amounts, codes and names of a query, in this order of precedence (what is part of one is not another), as they stand in it.
 * Deliberately simple, and only shown: names are used by hops.ts, codes and phrases by understand-query.ts. (Names as phrases beside their words
 * changed no figure of cranfield, cisi, med, time, adi, scifact, musique and hotpotqa; their words at 1.6 times the weight cost musique .037.)
 */
export function entitiesIn(
  text: string,
  { language, phrases = [] }: { readonly language: string; readonly phrases?: readonly string[] },
): Entity[] {
  const found: Entity[] = []
  let rest = text
  const take = (kind: Entity['kind'], texts: readonly string[]): void => {
    for (const one of texts) {
      if (!rest.includes(one)) continue
      if (!found.some(({ text }) => text === one)) found.push({ text: one, kind })
      // Its place stays, so that words around it do not become one.
      rest = rest.replace(one, ' | ')
    }
  }
  take('phrase', phrases)
  take('date', rest.match(DATE) ?? [])
  take('amount', rest.match(AMOUNT) ?? [])
  take(
    'code',
    (rest.match(CODE) ?? []).filter((code) => /\p{N}/u.test(code)),
  )
  const named = rest.split('\n').flatMap(namesIn).map(withoutQuestionWord)
  take(
    'name',
    named.filter((name) => isName(name, text, language)),
  )
  return found.sort((a, b) => text.indexOf(a.text) - text.indexOf(b.text)).slice(0, MAX_ENTITIES)
}

/** "Are Ann and Bob" → "Ann and Bob": what opens a question has a capital, too. */
function withoutQuestionWord(name: string): string {
  const [first = '', ...others] = name.split(/\s+/)
  return others.length > 0 && englishStopWords.has(first.toLowerCase()) ? others.join(' ') : name
}

/** A number alone is none. A question begins with a capital, and German nouns do: there, a name is several words or capitals throughout. */
function isName(name: string, text: string, language: string): boolean {
  if (!/\p{L}/u.test(name)) return false
  const mayBeNone = language === 'de' || text.trimStart().startsWith(name)
  return !mayBeNone || /\s/.test(name) || /^\p{Lu}{2,}$/u.test(name)
}
