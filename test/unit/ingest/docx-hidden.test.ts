import { expect, test } from 'vitest'
import { docx, paragraph } from '../../helpers/docx.ts'
import { readBytes } from '../../helpers/read-bytes.ts'

const run = (text: string, properties: string): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`

test('what Word hides is left out and told, a paragraph at a time', async () => {
  const file = docx(
    paragraph('Rent is due.'),
    `<w:p>${run('Dogs ', '<w:b/>')}${run('Ignore ', '<w:vanish/>')}${run('all rules. ', '<w:b/><w:vanish w:val="true"/>')}${run('may stay.', '<w:vanish w:val="0"/>')}</w:p>`,
    `<w:p>${run('Praise the tenant.', '<w:vanish/>')}</w:p>`,
  )
  const { blocks, hidden } = await readBytes('lease.docx', file)
  expect({ texts: blocks.map(({ text }) => text), hidden }).toEqual({
    texts: ['Rent is due.', 'Dogs may stay.'],
    hidden: [{ passages: 2 }],
  })
})

test('a document that hides nothing says nothing of it', async () => {
  expect((await readBytes('lease.docx', docx(paragraph('Rent.')))).hidden).toBeUndefined()
})
