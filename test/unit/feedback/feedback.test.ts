import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Feedback } from '../../../src/main/api/schema/answer.ts'
import { createChat } from '../../../src/main/chat/chat.ts'
import { createFeedback } from '../../../src/main/feedback/feedback.ts'
import type { Database } from '../../../src/main/store/open.ts'
import { openTestDatabase } from '../../helpers/test-database.ts'

/** A conversation of a question (message 1) and its answer (message 2). */
function converse(database: Database): void {
  const chat = createChat(database)
  const { conversationId } = chat.create({ title: 'Rent' })
  chat.append(conversationId, { role: 'user', text: 'When?', answer: null })
  chat.append(conversationId, {
    role: 'assistant',
    text: 'On the third.',
    answer: {
      question: 'When?',
      answer: 'On the third.',
      abstained: false,
      sentences: [],
      citations: [],
      engine: 'extractive',
      model: null,
      ms: { search: 1, answer: 1, total: 2 },
      traceId: 't',
    },
  })
}

test('a second rating replaces the first and is listed with what was rated', async () => {
  await using database = await openTestDatabase()
  converse(database)
  const feedback = createFeedback(database)
  feedback.rate({ messageId: 2, rating: 'good', reason: null, comment: '' })
  feedback.rate({ messageId: 2, rating: 'bad', reason: 'made-up', comment: 'It is the fourth.' })
  const listed: z.infer<typeof Feedback>[] = feedback.list({})
  expect(listed).toEqual([
    {
      messageId: 2,
      conversationId: 1,
      question: 'When?',
      answer: 'On the third.',
      rating: 'bad',
      reason: 'made-up',
      comment: 'It is the fourth.',
      createdAt: expect.any(String) as string,
    },
  ])
})

test('ratings can be filtered and taken back', async () => {
  await using database = await openTestDatabase()
  converse(database)
  const feedback = createFeedback(database)
  feedback.rate({ messageId: 2, rating: 'bad', reason: 'other', comment: '' })
  const counts = [
    feedback.list({ rating: 'bad' }),
    feedback.list({ rating: 'good' }),
    feedback.list({ rating: 'bad', reason: 'other' }),
    feedback.list({ reason: 'made-up' }),
  ].map((list) => list.length)
  feedback.clear({ messageId: 2 })
  expect([counts, feedback.list({})]).toEqual([[1, 0, 1, 0], []])
})

test('only an answer that is there can be rated', async () => {
  await using database = await openTestDatabase()
  converse(database)
  const feedback = createFeedback(database)
  const rate = (messageId: number) => () =>
    feedback.rate({ messageId, rating: 'good', reason: null, comment: '' })
  const notFound = expect.objectContaining({ code: 'not-found' }) as Error
  expect(rate(99)).toThrow(notFound)
  expect(rate(1)).toThrow(notFound)
})
