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

test('recognition can be switched off, and a language that is not there is named', async () => {
  const picture = pictureOfText(lines)
  expect((await readBytes('lease.png', picture, { ocr: 'off' })).blocks).toEqual([])
  await expect(readBytes('lease.png', picture, { languages: ['tlh'] })).rejects.toMatchObject({
    code: 'model-missing',
    message: expect.stringContaining('"tlh"'),
  })
})
