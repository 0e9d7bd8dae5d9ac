/** What an import has done so far; figures only grow. */
export interface Done {
  /** Bytes of the files that were found. */
  readonly bytes: number
  /** Of these, what has been read. */
  readonly bytesRead: number
  /** Chunks that were cut from what was read. */
  readonly chunks: number
  readonly chunksEmbedded: number
}

/** Reckons how long the rest of an import takes. */
export interface TimeLeft {
  /** Takes note of the state at a time (ms); while `isPaused` no time counts. Returns the milliseconds left, null while too little is known. */
  note(done: Done, nowMs: number, isPaused: boolean): number | null
}

/** Speeds are those of the last half minute: long enough to even out big and small files, short enough to follow a busy machine. */
const MEMORY_MS = 30_000
/** Before, the first model and the first files are still being loaded. */
const LEAST_MS = 3000

/**
 * Reading and embedding run side by side, so the slower of the two decides. The chunks that are still to be read are reckoned from those
 * that a byte has given so far; both speeds are means that forget exponentially.
 */
export function createTimeLeft(): TimeLeft {
  let last: { readonly done: Done; readonly atMs: number } | null = null
  let workedMs = 0
  let span = 0
  let read = 0
  let embedded = 0
  return {
    note(done, nowMs, isPaused) {
      const before = last
      last = { done, atMs: nowMs }
      if (before === null || isPaused) return null
      const passedMs = nowMs - before.atMs
      const kept = Math.exp(-passedMs / MEMORY_MS)
      workedMs += passedMs
      span = span * kept + passedMs
      read = read * kept + (done.bytesRead - before.done.bytesRead)
      embedded = embedded * kept + (done.chunksEmbedded - before.done.chunksEmbedded)
      return workedMs < LEAST_MS
        ? null
        : left(done, { read: read / span, embedded: embedded / span })
    },
  }
}

/** `speed` is in bytes and chunks a millisecond. */
function left(
  { bytes, bytesRead, chunks, chunksEmbedded }: Done,
  speed: { readonly read: number; readonly embedded: number },
): number | null {
  const bytesLeft = Math.max(0, bytes - bytesRead)
  const toCome = bytesRead > 0 ? (chunks / bytesRead) * bytesLeft : 0
  const readMs = over(bytesLeft, speed.read)
  const embedMs = over(chunks - chunksEmbedded + toCome, speed.embedded)
  return readMs === null || embedMs === null ? null : Math.round(Math.max(readMs, embedMs))
}

/** Null where nothing moved for so long that no speed can be told. */
function over(amount: number, speed: number): number | null {
  if (amount <= 0) return 0
  return speed > 1e-9 ? amount / speed : null
}
