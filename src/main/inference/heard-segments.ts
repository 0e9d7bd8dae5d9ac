/** What was said between two moments of a window, in seconds from its start, as the ids of its tokens. */
export interface Segment {
  readonly startS: number
  readonly endS: number
  readonly ids: readonly number[]
}

/** A step of Whisper's time tokens. */
const STEP_S = 0.02
/** Less than this and the next window would begin where this one did. */
const LEAST_STEP_S = 1

export interface Window {
  /** The id of the token that says 0.00 s; those after it say later times. */
  readonly firstTime: number
  readonly lengthS: number
}

/**
 * Parts what the model wrote about a window (without prompt and end) at its time tokens, and says from where the next window goes on:
 * where the last finished segment ends when more is said, else at the window's end (openai/whisper, transcribe.py).
 */
export function segmentsOf(
  tokens: readonly number[],
  { firstTime, lengthS }: Window,
): { readonly segments: readonly Segment[]; readonly untilS: number } {
  const segments: Segment[] = []
  let startS = 0
  let ids: number[] = []
  for (const token of tokens) {
    if (token < firstTime) {
      ids.push(token)
      continue
    }
    const timeS = Math.min(lengthS, (token - firstTime) * STEP_S)
    if (ids.length > 0) segments.push({ startS, endS: Math.max(startS, timeS), ids })
    startS = timeS
    ids = []
  }
  const lastEndS = segments.at(-1)?.endS ?? 0
  const [last = 0, beforeLast = 0] = [tokens.at(-1), tokens.at(-2)]
  const goesOn = ids.length > 0 || (last >= firstTime && beforeLast >= firstTime)
  if (goesOn && lastEndS >= LEAST_STEP_S) return { segments, untilS: lastEndS }
  if (ids.length > 0) segments.push({ startS, endS: lengthS, ids })
  return { segments, untilS: lengthS }
}
