const EMPTY = /<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/gi
/** Elements that are empty in HTML as well. */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i

/** XHTML as HTML: `<a id="x"/>`, which an HTML parser takes for an opened element, becomes `<a id="x"></a>`. */
export function closeEmptyElements(xhtml: string): string {
  return xhtml.replace(EMPTY, (whole, name: string, attributes: string) =>
    VOID.test(name) ? whole : `<${name}${attributes}></${name}>`,
  )
}

/** Whether a page calls itself XHTML: by an XML declaration or its namespace. */
export function isXhtml(page: string): boolean {
  return /^\s*<\?xml|<html[^>]+xmlns\s*=/i.test(page.slice(0, 2048))
}
