import { expect, test } from 'vitest'
import {
  forgetReadingChoices,
  moveReadingChoice,
  readingChoiceOf,
  saveReadingChoice,
} from '../../../src/main/store/reading-choices.ts'
import { openTestDatabase } from '../../helpers/test-database.ts'

test('a choice keeps what a later one leaves open, moves with its file, and is forgotten with its folder', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  saveReadingChoice(writer, '/a/scan.pdf', { ocr: 'force', languages: ['eng'] })
  saveReadingChoice(writer, '/a/scan.pdf', { languages: ['deu'], ocr: undefined })
  saveReadingChoice(writer, '/ab/other.pdf', { languages: ['fra'] })
  moveReadingChoice(writer, '/a/scan.pdf', '/a/deep/scan.pdf')
  const moved = ['/a/scan.pdf', '/a/deep/scan.pdf'].map((path) => readingChoiceOf(writer, path))
  forgetReadingChoices(writer, '/a')
  const left = ['/a/deep/scan.pdf', '/ab/other.pdf'].map((path) => readingChoiceOf(writer, path))
  expect({ moved, left }).toEqual({
    moved: [{}, { ocr: 'force', languages: ['deu'] }],
    left: [{}, { languages: ['fra'] }],
  })
})
