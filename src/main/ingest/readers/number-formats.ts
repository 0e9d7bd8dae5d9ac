const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]
const HAN = '〇一二三四五六七八九'
/** Beyond this, letters and Roman numbers are nobody's; the digits say it. */
const MAX_LETTERS = 3999

/** A number in one of Word's formats (ECMA-376, part 1, 17.18.59); in digits for those that Carrel does not know. */
export function countedAs(format: string, number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > MAX_LETTERS) return String(number)
  switch (format) {
    case 'none':
      return ''
    case 'decimalZero':
      return String(number).padStart(2, '0')
    case 'lowerLetter':
      return letters(number)
    case 'upperLetter':
      return letters(number).toUpperCase()
    case 'lowerRoman':
      return roman(number)
    case 'upperRoman':
      return roman(number).toUpperCase()
    case 'ordinal':
      return ordinal(number)
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
      return number < 100 ? han(number) : String(number)
    default:
      return String(number)
  }
}

/** A number as files write it, no bigger than a list is long; `otherwise` for anything else. */
export function wholeNumber(value: string | undefined, otherwise: number): number {
  return value !== undefined && /^-?\d{1,6}$/.test(value) ? Number(value) : otherwise
}

/** a … z, aa, bb …: Word repeats the letter. */
function letters(number: number): string {
  const letter = String.fromCharCode(97 + ((number - 1) % 26))
  return letter.repeat(Math.ceil(number / 26))
}

function roman(number: number): string {
  let left = number
  let text = ''
  for (const [value, letter] of ROMAN) for (; left >= value; left -= value) text += letter
  return text
}

function ordinal(number: number): string {
  const isTeen = number % 100 > 10 && number % 100 < 14
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

/** 1 to 99: 十二 is twelve, 二十 twenty. */
function han(number: number): string {
  const digit = (value: number): string => (value === 0 ? '' : (HAN[value] ?? ''))
  const tens = Math.floor(number / 10)
  if (tens === 0) return digit(number)
  return `${tens === 1 ? '' : digit(tens)}十${digit(number % 10)}`
}
