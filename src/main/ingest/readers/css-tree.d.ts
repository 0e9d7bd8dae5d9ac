declare module 'css-tree/parser' {
  import type { CssNode, ParseOptions } from 'css-tree'
  function parse(text: string, options?: ParseOptions): CssNode
  export = parse
}
declare module 'css-tree/generator' {
  import type { CssNode } from 'css-tree'
  function generate(node: CssNode): string
  export = generate
}
