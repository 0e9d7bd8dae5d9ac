import { createCanvas, loadImage, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Picture } from './recognizer.ts'
import { meansAround, type Greys } from './greys.ts'
import { SKEW_SIDE } from './skew.ts'

/** Shares of a page's pixels that become pure black and pure white: ink covers a few per cent, paper most of it. */
const BLACK_SHARE = 0.02
const WHITE_SHARE = 0.3
/** Pixels to each side over which the paper's grey is measured: two lines of text at the height that is read best. */
const AROUND = 60
/** What the paper becomes, and the least that counts as its grey: black tables stay black. */
const PAPER = 220
const LEAST_PAPER = 20

/** The picture turned clockwise by some degrees, on white and as large as it needs to be. */
export async function turnPicture(picture: Picture, degrees: number): Promise<Picture> {
  const { width, height } = sizeOfTurned(picture, degrees)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.translate(width / 2, height / 2)
  context.rotate((degrees * Math.PI) / 180)
  context.imageSmoothingQuality = 'high'
  context.drawImage(await loadImage(picture.bytes), -picture.width / 2, -picture.height / 2)
  return toPicture(canvas)
}

/** A place in pixels of a picture. */
export interface PixelBox {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** The box, in the picture as it was, around a box of the picture that was turned by `degrees`. */
export function turnBack(box: PixelBox, picture: Picture, degrees: number): PixelBox {
  const turned = sizeOfTurned(picture, degrees)
  const sine = Math.sin((degrees * Math.PI) / 180)
  const cosine = Math.cos((degrees * Math.PI) / 180)
  const middle = {
    x: (box.x0 + box.x1) / 2 - turned.width / 2,
    y: (box.y0 + box.y1) / 2 - turned.height / 2,
  }
  const x = middle.x * cosine + middle.y * sine + picture.width / 2
  const y = middle.y * cosine - middle.x * sine + picture.height / 2
  // A word that leans a little keeps its own size: the box around all its corners would cover its neighbours.
  const isOnSide = Math.abs(sine) > Math.abs(cosine)
  const [across, down] = isOnSide
    ? [box.y1 - box.y0, box.x1 - box.x0]
    : [box.x1 - box.x0, box.y1 - box.y0]
  return { x0: x - across / 2, y0: y - down / 2, x1: x + across / 2, y1: y + down / 2 }
}

function sizeOfTurned({ width, height }: Pick<Picture, 'width' | 'height'>, degrees: number) {
  const sine = Math.abs(Math.sin((degrees * Math.PI) / 180))
  const cosine = Math.abs(Math.cos((degrees * Math.PI) / 180))
  return {
    width: Math.round(width * cosine + height * sine),
    height: Math.round(width * sine + height * cosine),
  }
}

/** A small copy of the picture in greys, for measuring. */
export async function smallGreys({ bytes, width, height }: Picture): Promise<Greys> {
  const scale = Math.min(1, SKEW_SIDE / Math.max(width, height))
  const small = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  const context = createCanvas(small.width, small.height).getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(await loadImage(bytes), 0, 0, small.width, small.height)
  return { data: toGreys(pixelsOf(context).data), ...small }
}

/** The picture in greys, from black ink to white paper: faint thermal print becomes readable. */
export async function withContrast({ bytes, width, height }: Picture): Promise<Picture> {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.drawImage(await loadImage(bytes), 0, 0)
  const pixels = pixelsOf(context)
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

/**
 * The picture in greys and in another size, its paper equally bright all over: shadows and creases are gone, faint print is darker. As a
 * portable greymap (PGM, Netpbm), which takes no time to pack.
 */
export async function evenPicture(picture: Picture, scale: number): Promise<Picture> {
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
  const context = createCanvas(width, height).getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(await loadImage(picture.bytes), 0, 0, width, height)
  const greys = toGreys(pixelsOf(context).data)
  const around = meansAround({ data: greys, width, height }, AROUND)
  for (const [index, grey] of greys.entries())
    greys[index] = Math.min(255, (grey / Math.max(LEAST_PAPER, around[index] ?? 0)) * PAPER)
  return {
    bytes: Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), greys]),
    width,
    height,
  }
}

function pixelsOf(context: SKRSContext2D) {
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height)
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
