import type { z } from 'zod'
import type { SearchExplanation } from '../api/schema/answer.ts'

type Explanation = z.infer<typeof SearchExplanation>

const WHY: Readonly<Record<Explanation['words'][number]['why'], string>> = {
  asked: '',
  phrase: 'side by side',
  code: 'as a whole',
  mended: 'instead of',
}

/** What was looked for and why, a line each. */
export function explanationText(explanation: Explanation): string {
  const { text, language, words, leftOut, excluded, filters } = explanation
  const sought = words.map(({ word, why, from }) => {
    const reason = [WHY[why], from === undefined ? '' : `"${from}", which no document has`]
    const given = reason.filter(Boolean).join(' ')
    return given === '' ? word : `${word} (${given})`
  })
  const lines: readonly (readonly [string, string])[] = [
    ['By meaning', text],
    ['By words', sought.join(', ')],
    ['Left out', leftOut.length === 0 ? '' : `${leftOut.join(' ')} (stop words: ${language})`],
    ['Without', excluded.join(', ')],
    ['Only', filters.join(' ')],
  ]
  return lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${`${name}:`.padEnd(12)}${value}`)
    .join('\n')
}
