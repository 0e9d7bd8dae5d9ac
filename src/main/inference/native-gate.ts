/** Cells of the shared memory. */
const BUSY = 0
const CLOSING = 1
/** Longer than any batch takes; an exit must not hang on a worker that is stuck. */
const MAX_WAIT_MS = 5000

/**
 * Keeps a worker from being torn down inside native code: ONNX Runtime aborts the whole process when its thread ends during
 * a run. The worker runs native code only while it holds the gate; who ends the process shuts the gate first.
 */
export type NativeGate = Int32Array<SharedArrayBuffer>

/** A gate that both sides share: pass it as part of the worker's data. */
export function createNativeGate(): NativeGate {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
}

/** Worker's side: does the native work. Once the gate is shut it never settles, since the thread is about to end. */
export async function throughGate<T>(gate: NativeGate, work: () => Promise<T>): Promise<T> {
  Atomics.store(gate, BUSY, 1)
  const isShut = Atomics.load(gate, CLOSING) === 1
  try {
    if (!isShut) return await work()
  } finally {
    Atomics.store(gate, BUSY, 0)
    Atomics.notify(gate, BUSY)
  }
  return new Promise<never>(() => {})
}

/** Owner's side: lets no more native work begin and waits, blocking, until what runs has ended. */
export function shutGate(gate: NativeGate): void {
  Atomics.store(gate, CLOSING, 1)
  Atomics.wait(gate, BUSY, 1, MAX_WAIT_MS)
}
