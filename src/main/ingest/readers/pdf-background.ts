import type { Box } from './matrix.ts'

/** Points: a line of small print is three of these high. */
const CELL = 2
/** Of large plans; 250,000 cells are a page of A4 twice over. */
const MAX_CELLS = 250_000
const WHITE = 0xffffff
/** A picture, a shading, or a shape that is no rectangle. */
const UNKNOWN = -1

/** What is painted beneath the text of a page: the colour of each small cell, and where there are pictures. Lengths in points from the top left. */
export interface Background {
  /** Paints a rectangle; null for what has no single known colour. */
  fill(box: Box, colour: number | null): void
  /** A picture, or outlines that may be letters. */
  addArt(box: Box): void
  /** As 0xrrggbb; null where it is not known. */
  colourAt(x: number, y: number): number | null
  hasArtAt(x: number, y: number): boolean
  /** The share of the page that has art on it, 0 to 1. */
  artShare(): number
}

/** White paper. */
export function createBackground(width: number, height: number): Background {
  const cell = Math.max(CELL, Math.sqrt((width * height) / MAX_CELLS))
  const columns = Math.max(1, Math.ceil(width / cell))
  const rows = Math.max(1, Math.ceil(height / cell))
  const colours = new Int32Array(columns * rows).fill(WHITE)
  const art = new Uint8Array(columns * rows)
  /** Of the cells whose middle lies in the box: they are the ones that it decides. */
  const cover = (box: Box, paint: (from: number, to: number) => void): void => {
    const left = Math.max(0, Math.round(box.left / cell))
    const right = Math.min(columns, Math.round(box.right / cell))
    const bottom = Math.min(rows, Math.round(box.bottom / cell))
    if (right <= left) return
    for (let row = Math.max(0, Math.round(box.top / cell)); row < bottom; row++)
      paint(row * columns + left, row * columns + right)
  }
  const indexAt = (x: number, y: number): number => {
    const column = Math.min(columns - 1, Math.max(0, Math.floor(x / cell)))
    return Math.min(rows - 1, Math.max(0, Math.floor(y / cell))) * columns + column
  }
  return {
    fill: (box, colour) => cover(box, (from, to) => colours.fill(colour ?? UNKNOWN, from, to)),
    addArt: (box) => cover(box, (from, to) => art.fill(1, from, to)),
    colourAt(x, y) {
      const colour = colours[indexAt(x, y)] ?? UNKNOWN
      return colour === UNKNOWN ? null : colour
    },
    hasArtAt: (x, y) => art[indexAt(x, y)] === 1,
    artShare() {
      let covered = 0
      for (const each of art) covered += each
      return covered / art.length
    },
  }
}
