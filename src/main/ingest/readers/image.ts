import { createCanvas, loadImage } from '@napi-rs/canvas'
import { AppError } from '../../lib/app-error.ts'
import type { Reader, Source } from './reader.ts'
import type { Picture } from './recognizer.ts'

/**
 * Pixels of the longer side. Photographed receipts of 1,000 to 1,800 pixels gave 80 % of their words at 1,400, 85 % at 2,400 (for 1.8
 * times the work); beyond MAX_SIDE only the time grows.
 */
const MIN_SIDE = 2400
const MAX_SIDE = 3600
/** A picture bomb: 100 megapixels are 400 MB once unpacked. */
const MAX_PIXELS = 100_000_000

/** A picture, by recognising the text in it: one page, each paragraph a block with the boxes of its words. */
export const readImage: Reader = async (source, { ocr, languages, recognizer }) => {
  const picture = await decodePicture(source)
  const blocks = ocr === 'off' ? [] : await recognizer.recognize(picture, languages, 1)
  return { title: '', pages: [{ page: 1, width: picture.width, height: picture.height }], blocks }
}

/** A size to look at: a window is seldom wider, and it has to cross processes. */
export const VIEW_SIDES: Sides = { least: 1, most: 1600 }
const OCR_SIDES: Sides = { least: MIN_SIDE, most: MAX_SIDE }

/** Pixels of the longer side, at least (small pictures are enlarged three times at most) and at most. */
export interface Sides {
  readonly least: number
  readonly most: number
}

/** The picture upright, on white, by default at a size that suits recognition. Throws `damaged`, `too-large`. */
export async function decodePicture(
  { name, bytes }: Source,
  { least, most }: Sides = OCR_SIDES,
): Promise<Picture> {
  const image = await loadImage(Buffer.from(bytes)).catch((cause: unknown) => {
    throw new AppError(
      'damaged',
      `"${name}" is not a picture that can be shown.`,
      'Open it in a picture viewer, save it again as PNG or JPEG and add that.',
      { cause },
    )
  })
  if (tooManyPixels(image.width, image.height))
    throw new AppError(
      'too-large',
      `"${name}" has more than 100 million pixels.`,
      'Scale it down and add it again.',
    )
  const side = Math.max(image.width, image.height)
  const scale = side > most ? most / side : side < least ? Math.min(3, least / side) : 1
  const width = Math.max(1, Math.round(image.width * scale))
  const height = Math.max(1, Math.round(image.height * scale))
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, width, height)
  return { bytes: await canvas.encode('png'), width, height }
}

export function tooManyPixels(width: number, height: number): boolean {
  return width * height > MAX_PIXELS
}
