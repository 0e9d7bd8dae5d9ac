/** Lower case, words apart by one space, framed by spaces: `includes` then finds whole words only. */
export function plainWords(text: string): string {
  return ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
}
