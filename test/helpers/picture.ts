import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'

/** A font of a package, so that the pictures are the same on machines without any. */
const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts',
)
GlobalFonts.registerFromPath(join(fonts, 'LiberationSans-Regular.ttf'), 'Test Sans')

/** A PNG of black lines on white, as a scanner would give: 1,000 pixels wide when upright, turned clockwise by `turn` degrees. */
export function pictureOfText(lines: readonly string[], turn = 0): Buffer {
  const [width, height] = [1000, 120 + lines.length * 70]
  const [sine, cosine] = [Math.sin, Math.cos].map((of) => Math.abs(of((turn * Math.PI) / 180)))
  const canvas = createCanvas(
    Math.round(width * (cosine ?? 0) + height * (sine ?? 0)),
    Math.round(width * (sine ?? 0) + height * (cosine ?? 0)),
  )
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate((turn * Math.PI) / 180)
  context.fillStyle = 'black'
  context.font = '40px "Test Sans"'
  for (const [index, line] of lines.entries())
    context.fillText(line, 60 - width / 2, 100 + index * 70 - height / 2)
  return canvas.toBuffer('image/png')
}
