import { isStopWord, stem, wordsOf } from './words.ts'

/** What kind of thing a question asks for, as far as its English words tell; `open` asks for an explanation or a list. */
export type ExpectedAnswer = 'number' | 'date' | 'person' | 'place' | 'reason' | 'fact' | 'open'

const QUESTION_KINDS: readonly (readonly [ExpectedAnswer, RegExp])[] = [
  [
    'number',
    /\bhow (?:many|much|old|long|tall|far|big|large|high|deep|wide|heavy|fast|often)\b|\b(?:percentage|percent|number of|amount of|population of|price of|cost of|total)\b/iu,
  ],
  [
    'date',
    /\b(?:when|what (?:year|date|day|month|century|decade|time)|which (?:year|date|day|month|century|decade)|since when|until when|by when)\b/iu,
  ],
  ['person', /\b(?:who|whom|whose)\b/iu],
  [
    'place',
    /\b(?:where|(?:what|which) (?:city|country|state|town|place|region|street|county|continent))\b/iu,
  ],
  ['reason', /\bwhy\b|\bwhat (?:causes?|caused|reasons?)\b|\bfor what reason\b/iu],
  [
    'open',
    /^(?:how|describe|explain|summari[sz]e|list|compare|tell|give)\b|\b(?:difference|advantages|steps|overview)\b/iu,
  ],
]

/** The kind of answer a question expects; `fact` when nothing more is known. */
export function expectedAnswer(question: string): ExpectedAnswer {
  return QUESTION_KINDS.find(([, pattern]) => pattern.test(question))?.[0] ?? 'fact'
}

const NUMBER_WORD =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|third|quarter|twice|none|no)\b/iu
const DATE =
  /\b(?:1\d{3}|20\d{2})s?\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|centuries|decade|today|yesterday|tomorrow)\b|\b\d{1,2}:\d{2}\b/iu
const REASON =
  /\b(?:because|due to|since|so that|in order to|to (?:avoid|prevent|ensure|allow|protect|reduce)|causes?|caused|leads? to|led to|result(?:s|ed)? (?:in|of|from)|therefore|thus|reason)\b/iu

/** Whether a sentence has something of the expected kind that the question did not bring along itself. */
export function offersExpected(
  sentence: string,
  question: string,
  expected: ExpectedAnswer,
): boolean {
  switch (expected) {
    case 'number':
      return (
        newWords(sentence, question).some((word) => /\d/.test(word)) || NUMBER_WORD.test(sentence)
      )
    case 'date':
      return (
        DATE.test(newWords(sentence, question).join(' ')) ||
        /\b\d{1,2}(?:st|nd|rd|th)\b/.test(sentence)
      )
    case 'person':
    case 'place':
      return (
        newWords(sentence, question)
          .slice(1)
          .some((word) => /^\p{Lu}/u.test(word)) || namesAtStart(sentence, question)
      )
    case 'reason':
      return REASON.test(sentence)
    case 'fact':
    case 'open':
      return true
  }
}

function newWords(sentence: string, question: string): string[] {
  const asked = new Set(wordsOf(question).map(stem))
  return wordsOf(sentence).filter((word) => !asked.has(stem(word)))
}

/** A sentence that opens with two capitalised words opens with a name. */
function namesAtStart(sentence: string, question: string): boolean {
  const [first, second] = wordsOf(sentence)
  if (first === undefined || second === undefined || isStopWord(first)) return false
  const isNew = !wordsOf(question).map(stem).includes(stem(first))
  return isNew && /^\p{Lu}/u.test(first) && /^\p{Lu}/u.test(second)
}
