import { strToU8, zipSync } from 'fflate'

const paragraphs: readonly (readonly [style: 'Heading1' | 'Normal', text: string])[] = [
  ['Heading1', 'Your household contents policy'],
  ['Normal', 'Northgate Mutual Insurance, 88 Mill Road, Port Ellery. 22 September 2025.'],
  ['Normal', 'Dear Ms Lindqvist,'],
  [
    'Normal',
    'thank you for insuring your new home with us. Your policy has the number NM-4471-208 and covers the contents of the flat at 27 Lantern Lane from 1 October 2025.',
  ],
  ['Heading1', 'What is covered'],
  [
    'Normal',
    'Your belongings are insured up to 45,000 euros against fire, burglary, storm and water from pipes. Bicycles are covered up to 1,200 euros each when they were locked, also outside the house.',
  ],
  ['Normal', 'Damage by flood and earthquake is not covered. You can add it for 4 euros a month.'],
  ['Heading1', 'What it costs'],
  [
    'Normal',
    'The premium is 11.80 euros a month and is collected on the first working day. Of each claim you bear the first 150 euros yourself.',
  ],
  ['Heading1', 'If something happens'],
  [
    'Normal',
    'Please report a claim within seven days by telephone on 555-0177 or in writing. After a burglary, report it to the police first and send us their reference number. Keep damaged things until we have answered.',
  ],
  [
    'Normal',
    "You may cancel the policy at the end of each insurance year with one month's notice.",
  ],
  ['Normal', 'With kind regards, Odalys Brandt, customer service'],
]

/** Zip entries carry a time; this one is as early as the format allows, so that the bytes never change. */
const earliestTime = new Date(1980, 0, 1)

/** A Word document of real headings and paragraphs, as small as the format allows. */
export function makeLetter(): Uint8Array {
  const parts = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
    '_rels/.rels': relationships('officeDocument', 'word/document.xml'),
    'word/_rels/document.xml.rels': relationships('styles', 'styles.xml'),
    'word/styles.xml': `<w:styles ${wordNamespace}><w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>`,
    'word/document.xml': `<w:document ${wordNamespace}><w:body>${paragraphs.map(paragraph).join('')}</w:body></w:document>`,
  }
  const entries = Object.entries(parts).map(
    ([name, xml]) => [name, strToU8(declaration + xml)] as const,
  )
  return zipSync(Object.fromEntries(entries), { mtime: earliestTime })
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const wordNamespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

function relationships(kind: string, target: string): string {
  const type = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}`
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${type}" Target="${target}"/></Relationships>`
}

function paragraph([style, text]: readonly [string, string]): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}
