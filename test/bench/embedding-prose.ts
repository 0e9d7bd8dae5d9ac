const SUBJECTS = [
  'The tenant',
  'Our engineer',
  'A careful reader',
  'The committee',
  'Each supplier',
  'Nobody in the village',
]
const VERBS = [
  'reported',
  'questioned',
  'repaired',
  'postponed',
  'measured',
  'described',
  'refused',
  'documented',
]
const OBJECTS = [
  'the heating system',
  'an annual statement',
  'two wooden bridges',
  'the second amendment',
  'its harvest',
]
const PLACES = [
  'near the river',
  'in the northern warehouse',
  'behind the town hall',
  'at the laboratory',
  'on the island',
]
const ENDINGS = [
  'before the winter of 1987',
  'although the costs had doubled',
  'without asking for permission',
  'as agreed',
]

/** Texts of made-up English sentences, each grown until `isLongEnough`; the same every time. */
export function writeProse(count: number, isLongEnough: (text: string) => boolean): string[] {
  const random = createRandom(1)
  const pick = (words: readonly string[]): string =>
    words[Math.floor(random() * words.length)] ?? ''
  return Array.from({ length: count }, () => {
    let text = ''
    while (!isLongEnough(text)) {
      const words = [SUBJECTS, VERBS, OBJECTS, PLACES, ENDINGS].map(pick)
      text += `${text === '' ? '' : ' '}${words.join(' ')}.`
    }
    return text
  })
}

/** Numbers from 0 to 1, the same on every machine (a linear congruential generator with the constants of Numerical Recipes). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
