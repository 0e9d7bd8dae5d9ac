/** Lobes of the kernel on each side of its middle: enough for speech, whose highest sounds matter little. */
const LOBES = 8
/** Steps of the kernel's table in a lobe: finer ones change nothing that 16 bits can hold. */
const STEPS = 256

/** Brings sound from one rate to another, piece by piece: `null` asks for what the last pieces still hold. */
export type Resampler = (samples: Float32Array | null) => Float32Array

/** By a sinc under a Hann window (J. O. Smith, Digital Audio Resampling), which also takes out what the new rate cannot hold. */
export function createResampler(fromRate: number, toRate: number): Resampler {
  const kernel = hannSinc()
  const step = fromRate / toRate
  const lobe = Math.max(1, step)
  const reach = Math.ceil(LOBES * lobe)
  let held: Float32Array = new Float32Array(reach)
  // Where the next sample stands among those that are held.
  let at = reach
  return (samples) => {
    const source = joined(held, samples ?? new Float32Array(reach))
    const count = Math.max(0, Math.ceil((source.length - reach - at) / step))
    const made = new Float32Array(count)
    for (let index = 0; index < count; index++) {
      const middle = at + index * step
      let sum = 0
      for (let k = Math.ceil(middle - LOBES * lobe); k <= middle + LOBES * lobe; k++)
        sum += (source[k] ?? 0) * (kernel[Math.round((Math.abs(k - middle) / lobe) * STEPS)] ?? 0)
      made[index] = sum / lobe
    }
    at += count * step
    const passed = Math.max(0, Math.floor(at) - reach)
    held = source.slice(passed)
    at -= passed
    return made
  }
}

/** One side of it, by its distance from the middle. */
function hannSinc(): Float32Array {
  return Float32Array.from({ length: LOBES * STEPS + 1 }, (_, index) => {
    const x = Math.PI * (index / STEPS)
    return (x === 0 ? 1 : Math.sin(x) / x) * (0.5 + 0.5 * Math.cos(x / LOBES))
  })
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
