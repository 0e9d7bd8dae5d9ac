import { useEffect, useRef, useState } from 'react'
import type { Block, DocumentView } from '../../engine/contract-types.ts'
import { Button } from '../../ui/button.tsx'
import { Desk } from './desk.tsx'
import { blocksOf, indexOfSpan, splitAtSpan, type Span } from './split-at-span.ts'

/** Blocks drawn at once; a long book has tens of thousands. */
const WINDOW = 300

interface TextSheetProps {
  readonly view: DocumentView
  readonly span: Span | null
}

/** The stored text, block by block, with the cited span marked and in view. */
export function TextSheet({ view, span }: TextSheetProps) {
  const blocks = blocksOf(view)
  const [range, setRange] = useState(() => {
    const middle = span === null ? 0 : indexOfSpan(blocks, span)
    const from = Math.max(0, middle - WINDOW / 3)
    return { from: Math.floor(from), to: Math.floor(from) + WINDOW }
  })
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => {
    sheet.current?.querySelector('mark')?.scrollIntoView({ block: 'center' })
  }, [span])
  return (
    <Desk label="Text">
      <div ref={sheet} className="sheet sheet-text">
        {range.from > 0 && (
          <Button onClick={() => setRange({ ...range, from: Math.max(0, range.from - WINDOW) })}>
            Show what comes before
          </Button>
        )}
        {blocks.slice(range.from, range.to).map((block) => (
          <BlockText key={block.start} block={block} text={view.text} span={span} />
        ))}
        {range.to < blocks.length && (
          <Button onClick={() => setRange({ ...range, to: range.to + WINDOW })}>
            Show what follows
          </Button>
        )}
        {view.text.trim() === '' && <p className="hint">No text was found in this document.</p>}
      </div>
    </Desk>
  )
}

interface BlockTextProps {
  readonly block: Block
  readonly text: string
  readonly span: Span | null
}

function BlockText({ block, text, span }: BlockTextProps) {
  const { before, marked, after } = splitAtSpan(block, text, span)
  const content = (
    <>
      {before}
      {marked !== '' && <mark data-testid="highlight">{marked}</mark>}
      {after}
    </>
  )
  if (block.kind === 'heading')
    return (
      <p role="heading" aria-level={block.level ?? 2} className={`block-h${block.level ?? 2}`}>
        {content}
      </p>
    )
  if (block.kind === 'code') return <pre className="block-code">{content}</pre>
  return <p className={`block-${block.kind}`}>{content}</p>
}
