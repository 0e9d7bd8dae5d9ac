import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'

const width = 900
const height = 1260
const lines = [
  'HOLLOWAY HARDWARE',
  '12 Market Square, Port Ellery',
  'Receipt 20418     4 October 2025',
  '',
  'Cordless drill BX-18        89.90',
  'Wall anchors, box of 50      6.40',
  'White paint, 5 litres       34.50',
  'Paint roller set            12.20',
  '',
  'TOTAL EUR                  143.00',
  'Paid by card',
  '',
  'Warranty on the drill: 3 years',
  'Unopened goods can be returned',
  'within 28 days.',
]

/** A till receipt as a scanner sees it: slightly turned, on grey paper, with specks. Text only as pixels. */
export function makeReceipt(): Buffer {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#e9e7e1'
  context.fillRect(0, 0, width, height)
  context.translate(width / 2, height / 2)
  context.rotate(0.006)
  context.translate(-width / 2, -height / 2)
  context.fillStyle = '#fbfaf7'
  context.fillRect(60, 50, width - 120, height - 100)
  drawText(context)
  drawSpecks(context)
  return canvas.toBuffer('image/png')
}

function drawText(context: SKRSContext2D): void {
  context.fillStyle = '#262626'
  lines.forEach((line, index) => {
    context.font = index === 0 ? 'bold 44px "DejaVu Sans Mono"' : '34px "DejaVu Sans Mono"'
    context.fillText(line, 100, 140 + index * 66)
  })
}

/** Specks from a fixed sequence (Park and Miller's generator), so that drawing again gives the same picture. */
function drawSpecks(context: SKRSContext2D): void {
  let seed = 20_418
  const next = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  context.fillStyle = 'rgba(60, 60, 60, 0.35)'
  for (let count = 0; count < 160; count++) context.fillRect(next(width), next(height), 2, 2)
}
