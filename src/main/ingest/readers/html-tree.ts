import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

/** Deeper nesting is an attack on the stack, not a page. */
export const MAX_DEPTH = 500

export function isElement(node: Tree.Node): node is Tree.Element {
  return 'tagName' in node
}

export function attribute(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value
}

/** Whether an element of one of these names stands anywhere below. */
export function hasElement(node: Tree.ParentNode, names: RegExp, depth = 0): boolean {
  return node.childNodes.some(
    (child) =>
      isElement(child) &&
      depth < MAX_DEPTH &&
      (names.test(child.tagName) || hasElement(child, names, depth + 1)),
  )
}
