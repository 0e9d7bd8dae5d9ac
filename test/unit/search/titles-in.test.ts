import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainWords } from '../../../src/main/lib/plain-words.ts'
import { mentionable } from '../../../src/main/search/names.ts'
import { titlesIn } from '../../../src/main/search/titles-in.ts'
import { titleKey } from '../../../src/main/store/title-key.ts'
import { openTestDatabase, saveText } from '../../helpers/test-database.ts'

test('titles are found in the texts that mention them, by whole words and any spelling of the signs between', async () => {
  await using database = await openTestDatabase()
  const titles = [
    'Mercury (planet)',
    'Oslo',
    'University of Oslo',
    'Spider-Man: Homecoming',
    'Time',
  ]
  for (const title of titles) saveText(database.writer, `About ${title}.`, title)
  const found = titlesIn(database.writer, [
    'At the University of Oslo they look at Mercury.',
    'SPIDER MAN – HOMECOMING took a long time in Oslofjord',
    'mercury is named in lower case',
  ])
  expect(found.map((titles) => [...titles].sort())).toEqual([
    ['mercury', 'oslo', 'university of oslo'],
    ['spider man homecoming'],
    [],
  ])
})

test('what the index finds is what comparing every title with the text finds', async () => {
  await using database = await openTestDatabase()
  const words = fc.array(fc.constantFrom('North', 'the', 'Sea', 'oil', 'of', '1969'), {
    minLength: 1,
    maxLength: 4,
  })
  const all = new Set<string>()
  fc.assert(
    fc.property(
      words,
      fc.array(fc.constantFrom('North', 'the', 'Sea', 'sea', 'oil', 'of', '1969'), {
        maxLength: 12,
      }),
      (titleWords, textWords) => {
        const title = titleWords.join(' ')
        if (!all.has(title)) saveText(database.writer, `${title}.`, title)
        all.add(title)
        const text = textWords.join(' ')
        const isMentioned = (key: string): boolean => {
          if (mentionable(key) === null) return false
          const at = key.split(' ').length
          return textWords.some((_, from) => {
            const place = textWords.slice(from, from + at)
            return (
              plainWords(place.join(' ')).trim() === key &&
              place.some((word) => /^[A-Z\d]/.test(word))
            )
          })
        }
        const expected = new Set([...all].map(titleKey).filter(isMentioned))
        expect(titlesIn(database.writer, [text])).toEqual([expected])
      },
    ),
    { numRuns: 60 },
  )
})
