import type { GenerateRequest, LanguageModel } from '../inference/language-model.ts'

export interface InTime {
  readonly signal: AbortSignal
  readonly timeUp: AbortSignal
}

/** What a model writes; when the time is up, the lines that are whole by then. Throws what the model throws, and the signal's reason. */
export async function writeInTime(
  model: LanguageModel,
  request: Omit<GenerateRequest, 'signal'>,
  { signal, timeUp }: InTime,
): Promise<string> {
  let text = ''
  const either = AbortSignal.any([signal, timeUp])
  try {
    for await (const piece of model.generate({ ...request, signal: either })) text += piece
  } catch (error) {
    signal.throwIfAborted()
    if (!timeUp.aborted) throw error
    return text.slice(0, text.lastIndexOf('\n') + 1)
  }
  return text
}
