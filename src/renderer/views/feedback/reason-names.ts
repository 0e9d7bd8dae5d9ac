import type { FeedbackReason } from '../../engine/contract-types.ts'

export const reasonNames: Readonly<Record<FeedbackReason, string>> = {
  'wrong-source': 'Wrong source',
  'not-found': 'It is in my documents',
  'made-up': 'Made up',
  incomplete: 'Incomplete',
  other: 'Something else',
}

export const reasons = Object.keys(reasonNames) as readonly FeedbackReason[]
