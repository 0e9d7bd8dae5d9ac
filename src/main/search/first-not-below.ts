/** The index of the first of `count` ascending numbers that is not below `number`; `count` when there is none. */
export function firstNotBelow(number: number, ascending: ArrayLike<number>, count: number): number {
  let [from, to] = [0, count]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ascending[middle] ?? 0) < number) from = middle + 1
    else to = middle
  }
  return from
}
