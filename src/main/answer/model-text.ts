import { NOT_FOUND_MARK } from './prompt-layout.ts'
import { splitSentences } from './sentences.ts'

/** A sentence that a model wrote, without its marks, and the passage numbers it claims. */
export interface ModelSentence {
  readonly text: string
  readonly hints: readonly number[]
}

/** "[1]", "[1, 2]", "[1][2]", "(1)" is not one; models also write "[passage 2]" and "【2】". */
const MARK =
  /\s*[[【]\s*(?:passages?|sources?|doc(?:ument)?s?)?\s*#?\s*(\d{1,2}(?:\s*[,;&]\s*\d{1,2})*)\s*[\]】]/giu

const NOT_FOUND = new RegExp(
  [
    `^\\W*${NOT_FOUND_MARK}\\b`,
    String.raw`^(?:i(?:'m| am) sorry[,.]? (?:but )?)?(?:the |these |your )?(?:provided |given |above )?(?:passages?|documents?|text|context|information|excerpts?)(?: \w+)? (?:do(?:es)? not|don't|doesn't|did not) (?:\w+ )?(?:contain|mention|provide|include|state|say|specify|answer|give|have|address|discuss)`,
    String.raw`^(?:i(?:'m| am) sorry[,.]? (?:but )?)?i (?:can(?:not|'t)|could(?: not|n't)|do(?: not|n't)|am (?:not able|unable) to|was unable to) (?:find|answer|know|determine|locate)`,
    String.raw`^(?:there is|there's) no (?:information|mention|answer)`,
    String.raw`^(?:it is|this is|that is) not (?:stated|mentioned|found|in the (?:passages|documents))`,
  ].join('|'),
  'iu',
)

/** Whether a model's text says that the passages do not answer, and nothing else of substance. */
export function saysNotFound(text: string): boolean {
  const plain = text.replace(/’/g, "'").trim()
  return plain === '' || (NOT_FOUND.test(plain) && plain.length < 300)
}

/** The text as a reader sees it, without marks. */
export function withoutMarks(text: string): string {
  return text.replace(MARK, '')
}

/** Cuts a model's text into sentences. A mark belongs to the sentence it follows, also when it stands after the full stop. */
export function parseModelText(text: string): ModelSentence[] {
  // A mark after the full stop would open the next sentence: moved before it.
  const moved = text
    .trim()
    .replace(new RegExp(`([.!?…]["'”’)]*)((?:${MARK.source})+)`, 'giu'), '$2$1')
  return splitSentences(moved)
    .map(({ text: sentence }) => ({
      text: withoutMarks(sentence)
        .replace(/\s+/gu, ' ')
        .replace(/^(?:[-*•]|\d{1,2}[.)])\s+/u, '')
        .trim(),
      hints: [...sentence.matchAll(MARK)].flatMap((match) =>
        (match[1] ?? '').split(/\D+/).filter(Boolean).map(Number),
      ),
    }))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.text))
}

/** As long as a mark may get before it is taken for ordinary brackets. */
const LONGEST_MARK = 24

/**
 * Streams a model's text without its marks, and nothing at all while it may still turn out to be "not found".
 * `write` returns what can be shown; `end` what was held back.
 */
export function createMarkFilter(): { write(piece: string): string; end(): string } {
  let held = ''
  let hasBegun = false
  const release = (isEnd: boolean): string => {
    if (!hasBegun) {
      const start = held.trimStart().toUpperCase()
      if (
        start === '' ||
        (!isEnd && NOT_FOUND_MARK.startsWith(start)) ||
        start.startsWith(NOT_FOUND_MARK)
      )
        return ''
      hasBegun = true
      held = held.trimStart()
    }
    const open = isEnd ? -1 : openMark(held)
    const ready = open === -1 ? held : held.slice(0, open)
    held = held.slice(ready.length)
    return withoutMarks(ready)
  }
  return {
    write(piece) {
      held += piece
      return release(false)
    },
    end: () => release(true),
  }
}

/** Where something begins that the next piece may complete to a mark, white space before it included; -1 if nothing does. */
function openMark(text: string): number {
  const tail = /\s*(?:[[【][^\]】]*)?$/u.exec(text)
  if (tail === null || tail[0] === '' || tail[0].trim().length > LONGEST_MARK) return -1
  return tail.index
}
