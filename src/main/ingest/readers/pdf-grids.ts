import type { Rule } from './pdf-rules.ts'

/** The cells that ruled lines make. Lengths in points from the page's top left. */
export interface Grid {
  /** Where its rows begin and end, from the top. */
  readonly rows: readonly number[]
  readonly left: number
  readonly right: number
  readonly columnRules: readonly Rule[]
}

/** Points: lines that nearly meet do, and lines that nearly lie on each other are one. */
const NEAR = 3
/** Comparing every line with every other costs their product. */
const MAX_EACH = 1_200
const MIN_ROWS = 2

/** The grids among the lines of a page: lines that cross each other and make two rows and two columns at least. */
export function gridsOf(rules: readonly Rule[]): Grid[] {
  const across = rules.filter(({ isHorizontal }) => isHorizontal)
  const down = rules.filter(({ isHorizontal }) => !isHorizontal)
  if (across.length < 2 || down.length < 1) return []
  if (across.length > MAX_EACH || down.length > MAX_EACH) return []
  return connected(across, down).flatMap(gridOf)
}

function gridOf(rules: readonly Rule[]): Grid[] {
  const across = rules.filter(({ isHorizontal }) => isHorizontal)
  const down = rules.filter(({ isHorizontal }) => !isHorizontal)
  const left = Math.min(...across.map(({ from }) => from), ...down.map(({ at }) => at))
  const right = Math.max(...across.map(({ to }) => to), ...down.map(({ at }) => at))
  const top = Math.min(...down.map(({ from }) => from))
  const bottom = Math.max(...down.map(({ to }) => to))
  const rows = distinct([top, ...across.map(({ at }) => at), bottom])
  const inner = down.filter(({ at }) => at > left + NEAR && at < right - NEAR)
  const isGrid = rows.length > MIN_ROWS && inner.length > 0 && across.length > 0
  return isGrid ? [{ rows, left, right, columnRules: inner }] : []
}

/** The edges of the cells at a height, from the left. */
export function edgesAt({ left, right, columnRules }: Grid, y: number): number[] {
  const at = columnRules.filter(({ from, to }) => from <= y && to >= y).map((rule) => rule.at)
  return distinct([left, ...at, right])
}

function distinct(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.filter((value, index) => index === 0 || value - (sorted[index - 1] ?? 0) > NEAR)
}

/** Groups of lines that touch, directly or by others. */
function connected(across: readonly Rule[], down: readonly Rule[]): Rule[][] {
  const rules = [...across, ...down]
  const group = rules.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (group[root] !== root) root = group[root] ?? root
    return root
  }
  for (const [index, one] of across.entries())
    for (const [offset, other] of down.entries())
      if (touch(one, other)) group[rootOf(across.length + offset)] = rootOf(index)
  const groups = new Map<number, Rule[]>()
  for (const [index, rule] of rules.entries()) {
    const root = rootOf(index)
    const members = groups.get(root) ?? []
    members.push(rule)
    groups.set(root, members)
  }
  return [...groups.values()].filter((members) => members.length > 2)
}

function touch(across: Rule, down: Rule): boolean {
  return (
    down.at >= across.from - NEAR &&
    down.at <= across.to + NEAR &&
    across.at >= down.from - NEAR &&
    across.at <= down.to + NEAR
  )
}
