/** Of 255 in each channel: nobody sees such a difference, while the palest watermarks differ by 15. */
const SAME_COLOUR = 10

export const WHITE = 0xffffff

/** 0xrrggbb of six hexadecimal digits, with or without a mark before them; null for anything else. */
export function parseHex(value: string | undefined): number | null {
  const [, digits] = /^#?([\da-f]{6})$/i.exec(value ?? '') ?? []
  return digits === undefined ? null : Number.parseInt(digits, 16)
}

/** Whether letters of one colour cannot be seen on the other. Null is a colour that is not known. */
export function isSameColour(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return false
  return [16, 8, 0].every(
    (shift) => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255)) <= SAME_COLOUR,
  )
}
