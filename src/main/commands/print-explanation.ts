import type { z } from 'zod'
import type { SearchExplanation } from '../api/schema/answer.ts'

type Explanation = z.infer<typeof SearchExplanation>

const WHY: Readonly<Record<Explanation['words'][number]['why'], string>> = {
  asked: '',
  phrase: 'side by side',
  code: 'as a whole',
  mended: 'instead of',
  related: 'related to',
  alike: 'shares a part with',
}

const KINDS = {
  paraphrase: 'Also',
  hypothetical: 'Also like',
  part: 'In part',
  next: 'Then',
} as const

function secondLook({
  name,
  read,
  of,
}: NonNullable<NonNullable<Explanation['help']>['crossEncoder']>): string {
  return `${read} of ${of} passages, by ${name}`
}

/** What was looked for and why, a line each. */
export function explanationText(explanation: Explanation): string {
  const { text, language, words, leftOut, excluded, filters, help = {} } = explanation
  const { keyTerms = [], entities = [] } = explanation
  const sought = words.map(({ word, why, from, stems = [] }) => {
    const reason = [WHY[why], from === undefined ? '' : `"${from}", which no document searched has`]
    const forms = stems.length === 0 ? '' : `and all forms of ${stems.join(', ')}`
    const given = [...reason, forms].filter(Boolean).join(' ')
    return given === '' ? word : `${word} (${given})`
  })
  const lines: readonly (readonly [string, string])[] = [
    ['By meaning', text],
    ['By words', sought.join(', ')],
    ['Left out', leftOut.length === 0 ? '' : `${leftOut.join(' ')} (stop words: ${language})`],
    ['Turns on', keyTerms.map(({ word, chunks }) => `${word} (${chunks})`).join(', ')],
    ['Names', entities.map((entity) => `${entity.text} (${entity.kind})`).join(', ')],
    ['Without', excluded.join(', ')],
    ['Only', filters.join(' ')],
    ...(help.reformulated?.lines ?? []).map((line): readonly [string, string] => [
      KINDS[line.kind],
      `${line.text} (${help.reformulated?.model})`,
    ]),
    ['Read again', help.crossEncoder ? secondLook(help.crossEncoder) : ''],
    ...(help.failures ?? []).map(({ message, hint }): readonly [string, string] => [
      'Without',
      `${message} ${hint}`,
    ]),
  ]
  return lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${`${name}:`.padEnd(12)}${value}`)
    .join('\n')
}
