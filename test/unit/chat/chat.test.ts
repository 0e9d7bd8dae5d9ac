import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Answer, Conversation, Message } from '../../../src/main/api/schema/answer.ts'
import { createChat } from '../../../src/main/chat/chat.ts'
import { removeDocuments } from '../../../src/main/store/documents.ts'
import { getTrace, saveTrace } from '../../../src/main/store/traces.ts'
import { addText, openTestDatabase } from '../../helpers/test-database.ts'

function answerFrom(documentId: number): z.infer<typeof Answer> {
  return {
    question: 'When is the rent due?',
    answer: 'On the third. [1]',
    abstained: false,
    sentences: [{ text: 'On the third.', citations: [1], supported: true }],
    citations: [
      {
        n: 1,
        documentId,
        versionId: 1,
        path: '/lease.txt',
        title: 'Lease',
        page: 2,
        start: 0,
        end: 21,
        quote: 'Rent is due on the 3rd.',
      },
    ],
    engine: 'extractive',
    model: null,
    ms: { search: 1.5, answer: 2, total: 3.5 },
    traceId: 'trace-1',
  }
}

test('a conversation keeps its turns with their citations', async () => {
  await using database = await openTestDatabase()
  const chat = createChat(database)
  const answer = answerFrom(addText(database.writer, '/lease.txt', 'Rent is due on the 3rd.'))
  const { conversationId }: z.infer<typeof Conversation> = chat.create({ title: 'Rent' })
  chat.append(conversationId, { role: 'user', text: answer.question, answer: null })
  chat.append(conversationId, { role: 'assistant', text: answer.answer, answer })
  const messages: z.infer<typeof Message>[] = chat.messages({ conversationId })
  const createdAt = expect.any(String) as string
  expect(messages).toEqual([
    { messageId: 1, role: 'user', text: answer.question, answer: null, createdAt },
    { messageId: 2, role: 'assistant', text: answer.answer, answer, createdAt },
  ])
})

test('when a cited document is removed, the conversation keeps its words and loses the quote and the trace', async () => {
  await using database = await openTestDatabase()
  const chat = createChat(database)
  const documentId = addText(database.writer, '/lease.txt', 'Rent is due on the 3rd.')
  const answer = answerFrom(documentId)
  const { conversationId } = chat.create({ title: 'Rent' })
  chat.append(conversationId, { role: 'assistant', text: answer.answer, answer })
  saveTrace(database.writer, 'trace-1', {
    passages: [{ documentId, text: 'Rent is due on the 3rd.' }],
  })
  saveTrace(database.writer, 'trace-2', {
    passages: [{ documentId: documentId + 1, text: 'Other.' }],
  })
  removeDocuments(database.writer, [documentId])
  const [message] = chat.messages({ conversationId })
  expect({
    text: message?.text,
    citation: message?.answer?.citations[0],
    traces: [getTrace(database.writer, 'trace-1'), getTrace(database.writer, 'trace-2')],
  }).toEqual({
    text: answer.answer,
    citation: { ...answer.citations[0], documentId: null, versionId: null, title: '', quote: '' },
    traces: [null, { passages: [{ documentId: documentId + 1, text: 'Other.' }] }],
  })
})

test('an answer about a document that was removed meanwhile is kept without its quote and title', async () => {
  await using database = await openTestDatabase()
  const chat = createChat(database)
  const { conversationId } = chat.create({ title: 'Rent' })
  chat.append(conversationId, { role: 'assistant', text: 'x', answer: answerFrom(77) })
  expect(chat.messages({ conversationId })[0]?.answer?.citations).toEqual([
    expect.objectContaining({ n: 1, documentId: null, versionId: null, title: '', quote: '' }),
  ])
})

test('the conversation with the latest turn comes first, and goes with its traces when it is removed', async () => {
  await using database = await openTestDatabase()
  const chat = createChat(database)
  const old = chat.create({ title: 'Old' })
  const recent = chat.create({ title: 'Recent' })
  await new Promise((resolve) => setTimeout(resolve, 5))
  chat.append(old.conversationId, { role: 'assistant', text: 'x', answer: answerFrom(1) })
  saveTrace(database.writer, 'trace-1', {})
  chat.rename({ conversationId: old.conversationId, title: 'Renamed' })
  const titles = chat.list().map(({ title }) => title)
  chat.remove({ conversationId: old.conversationId })
  expect([titles, chat.list(), getTrace(database.writer, 'trace-1')]).toEqual([
    ['Renamed', 'Recent'],
    [recent],
    null,
  ])
})

test('a conversation that is gone is reported, whatever is asked of it', async () => {
  await using database = await openTestDatabase()
  const chat = createChat(database)
  const gone = { conversationId: 5 }
  const notFound = expect.objectContaining({ code: 'not-found' }) as Error
  expect(() => chat.messages(gone)).toThrow(notFound)
  expect(() => chat.rename({ ...gone, title: 'x' })).toThrow(notFound)
  expect(() => chat.remove(gone)).toThrow(notFound)
  expect(() => chat.append(5, { role: 'user', text: 'x', answer: null })).toThrow(notFound)
})
