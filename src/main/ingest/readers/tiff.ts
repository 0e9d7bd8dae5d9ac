import { createCanvas } from '@napi-rs/canvas'
import UTIF, { type IFD } from 'utif2'
import { AppError } from '../../lib/app-error.ts'
import { mapAtOnce } from '../../lib/map-at-once.ts'
import type { ReadPage } from '../document.ts'
import { decodePicture, tooManyPixels, VIEW_SIDES, type Sides } from './image.ts'
import type { Reader, Source } from './reader.ts'
import type { Picture } from './recognizer.ts'

/** TIFF, the format of scanners and faxes: each image in it a page, read by recognition. */
export const readTiff: Reader = async (
  source,
  { ocr, languages, recognizer, onProgress, atOnce = 1 },
) => {
  const images = imagesOf(source)
  let done = 0
  const read = await mapAtOnce([...images.entries()], atOnce, async ([index, image]) => {
    const picture = await pictureOf(source, image)
    const page: ReadPage = { page: index + 1, width: picture.width, height: picture.height }
    const blocks = ocr === 'off' ? [] : await recognizer.recognize(picture, languages, index + 1)
    onProgress(++done, images.length)
    return { page, blocks }
  })
  return {
    title: '',
    pages: read.map(({ page }) => page),
    blocks: read.flatMap(({ blocks }) => blocks),
  }
}

/** A page of a TIFF file, as it is recognised and shown. Throws `not-found` when it has not got that page. */
export async function drawTiffPage(source: Source, pageNumber: number): Promise<Picture> {
  const images = imagesOf(source)
  const image = images[pageNumber - 1]
  if (image === undefined)
    throw new AppError(
      'not-found',
      `"${source.name}" has no page ${pageNumber}.`,
      `It has ${images.length} pages.`,
    )
  return pictureOf(source, image, VIEW_SIDES)
}

/** Small previews, which some scanners add, are no pages. */
function imagesOf({ name, bytes }: Source): IFD[] {
  try {
    const images = UTIF.decode(bufferOf(bytes)).filter((ifd) => sideOf(ifd, 't256') > 0)
    const pages = images.filter((ifd) => numberAt(ifd, 't254') !== 1)
    return pages.length > 0 ? pages : images
  } catch (cause) {
    throw damagedPicture(name, cause)
  }
}

async function pictureOf(source: Source, ifd: IFD, sides?: Sides): Promise<Picture> {
  const { name, bytes } = source
  if (tooManyPixels(sideOf(ifd, 't256'), sideOf(ifd, 't257')))
    throw new AppError(
      'too-large',
      `"${name}" has more than 100 million pixels.`,
      'Scale it down and add it again.',
    )
  try {
    UTIF.decodeImage(bufferOf(bytes), ifd)
    const canvas = createCanvas(ifd.width, ifd.height)
    const context = canvas.getContext('2d')
    const pixels = context.createImageData(ifd.width, ifd.height)
    pixels.data.set(UTIF.toRGBA8(ifd))
    context.putImageData(pixels, 0, 0)
    return await decodePicture({ name, bytes: await canvas.encode('png') }, sides)
  } catch (cause) {
    throw cause instanceof AppError ? cause : damagedPicture(name, cause)
  }
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer
}

function sideOf(ifd: IFD, tag: string): number {
  return numberAt(ifd, tag) ?? 0
}

function numberAt(ifd: IFD, tag: string): number | undefined {
  const value = ifd[tag]
  const first: unknown = Array.isArray(value) ? value[0] : undefined
  return typeof first === 'number' ? first : undefined
}

function damagedPicture(name: string, cause: unknown): AppError {
  return new AppError(
    'damaged',
    `"${name}" is not a picture that can be shown.`,
    'Open it in a picture viewer, save it again as PNG or JPEG and add that.',
    { cause },
  )
}
