import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { multiply } from './matrix.ts'
import { matrixOf, numberOf } from './pdf-operands.ts'
import { Painter, type PaintOptions } from './pdf-painter.ts'
import { IDENTITY } from './pdf-text-pen.ts'

/** What pdf.js makes of a page's content stream. */
export interface OperatorList {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** Follows a page's operators as a painter would, and notes each text and what it is painted with and on. Nothing is drawn. */
export function paintPage(
  { fnArray, argsArray }: OperatorList,
  options: PaintOptions,
): Pick<Painter, 'pen' | 'background' | 'rules'> {
  const painter = new Painter(options)
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index]
    HANDLERS.get(operator)?.(painter, Array.isArray(args) ? args : [])
  }
  painter.pen.lift()
  return painter
}

type Handler = (painter: Painter, args: readonly unknown[]) => void

/** 0xrrggbb of what pdf.js gives as "#rrggbb"; null for a pattern. */
function colourOf(value: unknown): number | null {
  return typeof value === 'string' && /^#[\da-f]{6}$/i.test(value)
    ? Number.parseInt(value.slice(1), 16)
    : null
}

function repeated(painter: Painter, positions: unknown, [a, b, c, d]: readonly number[]): void {
  const at =
    ArrayBuffer.isView(positions) || Array.isArray(positions)
      ? Array.from(positions as ArrayLike<number>)
      : []
  for (let index = 0; index + 1 < at.length; index += 2)
    painter.addPicture([a ?? 1, b ?? 0, c ?? 0, d ?? 1, at[index] ?? 0, at[index + 1] ?? 0])
}

function grouped(painter: Painter, images: unknown): void {
  for (const image of Array.isArray(images) ? images : [])
    painter.addPicture(matrixOf((image as { transform?: unknown }).transform) ?? IDENTITY)
}

function isMask(group: unknown): boolean {
  return typeof group === 'object' && group !== null && 'smask' in group && Boolean(group.smask)
}

const save: Handler = (painter) => painter.save()
const restore: Handler = (painter) => painter.restore()
const picture: Handler = (painter) => painter.addPicture()
const showText: Handler = (painter, [items]) => painter.show(items)

const HANDLERS: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [OPS.save, save],
  [OPS.restore, restore],
  [OPS.beginGroup, (painter, [group]) => painter.beginGroup(isMask(group))],
  [OPS.endGroup, (painter) => painter.endGroup()],
  [
    OPS.paintFormXObjectBegin,
    (painter, [matrix, bounds]) => painter.beginForm(matrixOf(matrix), bounds),
  ],
  [OPS.paintFormXObjectEnd, restore],
  [
    OPS.transform,
    (painter, args) => {
      const matrix = matrixOf(args)
      if (matrix !== null) painter.state.matrix = multiply(painter.state.matrix, matrix)
    },
  ],
  [OPS.beginMarkedContent, (painter) => painter.beginContent(true)],
  [
    OPS.beginMarkedContentProps,
    (painter, [tag, properties]) =>
      painter.beginContent(tag !== 'OC' || painter.options.isLayerOn(properties)),
  ],
  [OPS.endMarkedContent, (painter) => painter.endContent()],
  [OPS.setGState, (painter, [pairs]) => painter.setGraphics(pairs)],
  [OPS.setFillRGBColor, (painter, [colour]) => void (painter.state.fill = colourOf(colour))],
  [OPS.setFillColorN, (painter) => void (painter.state.fill = null)],
  [OPS.setFillTransparent, (painter) => void (painter.state.fill = null)],
  [OPS.setStrokeRGBColor, (painter, [colour]) => void (painter.state.stroke = colourOf(colour))],
  [OPS.setStrokeColorN, (painter) => void (painter.state.stroke = null)],
  [OPS.setStrokeTransparent, (painter) => void (painter.state.stroke = null)],
  [OPS.setFont, (painter, [name, size]) => painter.setFont(name, size)],
  [OPS.setCharSpacing, (painter, [value]) => void (painter.state.charSpacing = numberOf(value))],
  [OPS.setWordSpacing, (painter, [value]) => void (painter.state.wordSpacing = numberOf(value))],
  [OPS.setHScale, (painter, [value]) => void (painter.state.scale = numberOf(value) / 100)],
  [OPS.setLeading, (painter, [value]) => void (painter.state.leading = -numberOf(value))],
  [OPS.setTextRise, (painter, [value]) => void (painter.state.rise = numberOf(value))],
  [OPS.setTextRenderingMode, (painter, [value]) => void (painter.state.mode = numberOf(value))],
  [OPS.beginText, (painter) => painter.pen.setMatrix(IDENTITY)],
  [OPS.setTextMatrix, (painter, [matrix]) => painter.pen.setMatrix(matrixOf(matrix) ?? IDENTITY)],
  [OPS.moveText, (painter, [x, y]) => painter.pen.move(numberOf(x), numberOf(y))],
  [
    OPS.setLeadingMoveText,
    (painter, [x, y]) => {
      painter.state.leading = numberOf(y)
      painter.pen.move(numberOf(x), numberOf(y))
    },
  ],
  [OPS.nextLine, (painter) => painter.pen.move(0, painter.state.leading)],
  [OPS.showText, showText],
  [OPS.clip, (painter) => void (painter.isClipping = true)],
  [OPS.eoClip, (painter) => void (painter.isClipping = true)],
  [
    OPS.constructPath,
    (painter, [operator, data, bounds]) =>
      painter.addPath(operator, Array.isArray(data) ? data[0] : null, bounds),
  ],
  [OPS.shadingFill, (painter) => painter.fillClip()],
  [OPS.paintImageXObject, picture],
  [OPS.paintInlineImageXObject, picture],
  [OPS.paintImageMaskXObject, picture],
  [OPS.paintSolidColorImageMask, picture],
  [
    OPS.paintImageXObjectRepeat,
    (painter, [, x, y, positions]) =>
      repeated(painter, positions, [numberOf(x), 0, 0, numberOf(y)]),
  ],
  [
    OPS.paintImageMaskXObjectRepeat,
    (painter, [, a, b, c, d, positions]) =>
      repeated(painter, positions, [numberOf(a), numberOf(b), numberOf(c), numberOf(d)]),
  ],
  [OPS.paintImageMaskXObjectGroup, (painter, [images]) => grouped(painter, images)],
  [OPS.paintInlineImageXObjectGroup, (painter, [, map]) => grouped(painter, map)],
])
