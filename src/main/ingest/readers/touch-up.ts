import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas'
import type { Picture } from './recognizer.ts'

/** Degrees, clockwise. */
export type Turn = 0 | 90 | 180 | 270

/** Shares of a page's pixels that become pure black and pure white: ink covers a few per cent, paper most of it. */
const BLACK_SHARE = 0.02
const WHITE_SHARE = 0.3

/** The picture turned clockwise. */
export async function turnPicture({ bytes, width, height }: Picture, turn: Turn): Promise<Picture> {
  const isOnSide = turn === 90 || turn === 270
  const canvas = createCanvas(isOnSide ? height : width, isOnSide ? width : height)
  const context = canvas.getContext('2d')
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate((turn * Math.PI) / 180)
  context.drawImage(await loadImage(bytes), -width / 2, -height / 2)
  return toPicture(canvas)
}

/** The picture in greys, from black ink to white paper: faint thermal print becomes readable. */
export async function withContrast({ bytes, width, height }: Picture): Promise<Picture> {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.drawImage(await loadImage(bytes), 0, 0)
  const pixels = context.getImageData(0, 0, width, height)
  const greys = toGreys(pixels.data)
  const { black, white } = limitsOf(greys)
  const scale = 255 / Math.max(1, white - black)
  for (const [index, grey] of greys.entries()) {
    const stretched = (grey - black) * scale
    pixels.data.fill(stretched, index * 4, index * 4 + 3)
  }
  context.putImageData(pixels, 0, 0)
  return toPicture(canvas)
}

/** Luma of each pixel as in ITU-R BT.601, in 256ths. */
function toGreys(data: Uint8ClampedArray): Uint8Array {
  const greys = new Uint8Array(data.length / 4)
  for (let index = 0; index < greys.length; index++) {
    const [red = 0, green = 0, blue = 0] = [
      data[index * 4],
      data[index * 4 + 1],
      data[index * 4 + 2],
    ]
    greys[index] = (red * 77 + green * 150 + blue * 29) >> 8
  }
  return greys
}

function limitsOf(greys: Uint8Array): { readonly black: number; readonly white: number } {
  const counts = new Uint32Array(256)
  for (const grey of greys) counts[grey] = (counts[grey] ?? 0) + 1
  const reach = (levels: readonly number[], share: number): number => {
    let seen = 0
    return levels.find((level) => (seen += counts[level] ?? 0) >= greys.length * share) ?? 0
  }
  const levels = Array.from({ length: 256 }, (_, level) => level)
  return { black: reach(levels, BLACK_SHARE), white: reach(levels.toReversed(), WHITE_SHARE) }
}

async function toPicture(canvas: Canvas): Promise<Picture> {
  return { bytes: await canvas.encode('png'), width: canvas.width, height: canvas.height }
}
