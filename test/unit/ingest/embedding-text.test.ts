import { expect, test } from 'vitest'
import { embeddingText } from '../../../src/main/ingest/embedding-text.ts'

test('title, headings and text are embedded together, none of them twice', () => {
  expect([
    embeddingText({ title: 'Lease', headings: 'Lease › Rent', text: 'It is due on the third.' }),
    embeddingText({ title: 'Lease', headings: 'Lease › Rent', text: 'Rent\n\nIt is due.' }),
    embeddingText({ title: '', headings: '', text: 'It is due.' }),
  ]).toEqual(['Lease\nRent\nIt is due on the third.', 'Lease\nRent\n\nIt is due.', 'It is due.'])
})
