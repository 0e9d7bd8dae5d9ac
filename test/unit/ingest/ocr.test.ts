import { createCanvas, loadImage } from '@napi-rs/canvas'
import UTIF from 'utif2'
import { expect, test } from 'vitest'
import { pictureOfText } from '../../helpers/picture.ts'
import { readBytes } from '../../helpers/read-bytes.ts'

test('two languages of two packages are read in one picture', async () => {
  const words = ['Die Kündigungsfrist beträgt drei Monate.', 'Le garçon a reçu les clés.']
  const { blocks } = await readBytes('lease.png', pictureOfText(words), {
    languages: ['deu', 'fra'],
  })
  expect(blocks.map(({ text }) => text).join(' ')).toMatch(/Kündigungsfrist beträgt[^]*les cl/)
})

const lines = ['The rent of nine hundred euros is due', 'on the third day of each month.']

test.each([0, 90, 180, 270] as const)(
  'text in a picture turned by %i degrees is read, with a box for each word',
  async (turn) => {
    const { pages, blocks } = await readBytes('lease.png', pictureOfText(lines, turn))
    const text = blocks.map((block) => block.text).join(' ')
    const box = blocks[0]?.runs?.[0]
    // The first word stands near the upper left of the upright picture.
    const corner = {
      0: ['left', 'top'],
      90: ['right', 'top'],
      180: ['right', 'bottom'],
      270: ['left', 'bottom'],
    }[turn]
    expect({
      pages: pages.length,
      text: text.replace(/\s+/g, ' ').toLowerCase(),
      corner: [(box?.x ?? 0) < 0.5 ? 'left' : 'right', (box?.y ?? 0) < 0.5 ? 'top' : 'bottom'],
    }).toEqual({ pages: 1, text: lines.join(' ').toLowerCase(), corner })
  },
)

test.each([3, 7, -5, 93])(
  'lines that lean by %i degrees are read, and the box of a word stands where the word does',
  async (turn) => {
    const { blocks } = await readBytes('lease.png', pictureOfText(lines, turn))
    const [{ text = '', runs = [] } = {}] = blocks
    const box = runs.find(({ start, end }) => text.slice(start, end) === 'hundred')
    // It is written from 388 to 527 of 1,000 pixels, above line 100 of 260.
    const { x, y } = placeInTurned({ x: 458, y: 88 }, { width: 1000, height: 260 }, turn)
    expect({
      text: blocks.map((block) => block.text.replace(/\s+/g, ' ')).join(' '),
      across: (box?.x ?? 0) + (box?.width ?? 0) / 2,
      down: (box?.y ?? 0) + (box?.height ?? 0) / 2,
    }).toEqual({
      text: lines.join(' '),
      across: expect.closeTo(x, 1),
      down: expect.closeTo(y, 1),
    })
  },
)

/** Fractions of the picture that shows a page turned clockwise about its middle. */
function placeInTurned(
  place: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
  turn: number,
): { readonly x: number; readonly y: number } {
  const [sine, cosine] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)]
  const [x, y] = [place.x - width / 2, place.y - height / 2]
  const across = width * Math.abs(cosine) + height * Math.abs(sine)
  const down = width * Math.abs(sine) + height * Math.abs(cosine)
  return { x: 0.5 + (x * cosine - y * sine) / across, y: 0.5 + (x * sine + y * cosine) / down }
}

test('each image in a TIFF file is a page', async () => {
  const image = await loadImage(pictureOfText(['Rent is due on the third day of each month.']))
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const pixels = context.getImageData(0, 0, image.width, image.height).data
  const file = UTIF.encodeImage(new Uint8Array(pixels), image.width, image.height)
  const { pages, blocks } = await readBytes('scan.tif', new Uint8Array(file))
  expect({ pages: pages.length, text: blocks.map(({ text, page }) => `${page}: ${text}`) }).toEqual(
    {
      pages: 1,
      text: ['1: Rent is due on the third day of each month.'],
    },
  )
})

test('recognition can be switched off, and a language that is not there is named', async () => {
  const picture = pictureOfText(lines)
  expect((await readBytes('lease.png', picture, { ocr: 'off' })).blocks).toEqual([])
  await expect(readBytes('lease.png', picture, { languages: ['tlh'] })).rejects.toMatchObject({
    code: 'model-missing',
    message: expect.stringContaining('"tlh"'),
  })
})
