import { createCanvas, loadImage } from '@napi-rs/canvas'
import UTIF from 'utif2'
import { expect, test } from 'vitest'
import { pictureOfText } from '../../helpers/picture.ts'
import { readBytes } from '../../helpers/read-bytes.ts'

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
