import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'

const side = 1024
const ink = '#1f3a34'
const paper = '#f7f3ea'
const accent = '#e0a03c'

/** The program's icon: an open book in a niche, a marked line on its right page. 1024 pixels, as macOS asks. */
export function makeIcon(): Buffer {
  const canvas = createCanvas(side, side)
  const context = canvas.getContext('2d')
  context.fillStyle = ink
  context.beginPath()
  context.roundRect(64, 64, side - 128, side - 128, 200)
  context.fill()
  drawPage(context, -1)
  drawPage(context, 1)
  drawLines(context)
  return canvas.toBuffer('image/png')
}

/** One page of the book, on the left (-1) or right (1) of the middle. */
function drawPage(context: SKRSContext2D, way: -1 | 1): void {
  const middle = side / 2
  const x = (distance: number): number => middle + way * distance
  context.fillStyle = paper
  context.beginPath()
  context.moveTo(x(12), 350)
  context.quadraticCurveTo(x(150), 250, x(310), 300)
  context.lineTo(x(310), 690)
  context.quadraticCurveTo(x(150), 640, x(12), 740)
  context.closePath()
  context.fill()
}

function drawLines(context: SKRSContext2D): void {
  const rows = [400, 460, 520, 580]
  context.lineWidth = 22
  context.lineCap = 'round'
  for (const [index, y] of rows.entries()) {
    context.strokeStyle = '#b9b5a8'
    line(context, [262, y], [440, y + 12])
    context.strokeStyle = index === 2 ? accent : '#b9b5a8'
    line(context, [584, y + 12], [762, y])
  }
}

function line(
  context: SKRSContext2D,
  from: readonly [number, number],
  to: readonly [number, number],
): void {
  context.beginPath()
  context.moveTo(...from)
  context.lineTo(...to)
  context.stroke()
}
