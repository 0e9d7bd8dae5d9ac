/** Combining characters of LaTeX's accents. */
const ACCENTS: Readonly<Record<string, string>> = {
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '"': '\u0308',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  c: '\u0327',
  v: '\u030c',
  u: '\u0306',
  H: '\u030b',
  r: '\u030a',
  k: '\u0328',
}
const LETTERS: Readonly<Record<string, string>> = {
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  o: 'ø',
  O: 'Ø',
  aa: 'å',
  AA: 'Å',
  l: 'ł',
  L: 'Ł',
  i: 'ı',
  ldots: '…',
  dots: '…',
  textendash: '–',
  textemdash: '—',
  LaTeX: 'LaTeX',
  TeX: 'TeX',
  quad: ' ',
  qquad: ' ',
}
/** Commands whose argument is a name inside the source, a file or a measure. */
const SILENT =
  /\\(?:label|ref|eqref|pageref|autoref|cref|Cref|cite[a-z]*|nocite|input|include|includegraphics|bibliography|bibliographystyle|vspace|hspace|usepackage|documentclass|setlength|newcommand|renewcommand|pagestyle|thispagestyle|index|hypersetup)\*?(?:\[[^\]]*\])*(?:\{[^{}]*\})+/g

/** A line of LaTeX as it reads when set: accents composed, arguments kept, commands gone. Formulas keep their commands. */
export function plainLatex(line: string): string {
  const parts = line.split(/(\$\$?[^$]+\$\$?|\\\(.*?\\\)|\\\[.*?\\\])/)
  return parts
    .map((part, index) =>
      index % 2 === 1 ? part.replace(/^\$\$?|\$\$?$|^\\[([]|\\[)\]]$/g, '') : plainText(part),
    )
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

function plainText(text: string): string {
  return text
    .replace(SILENT, '')
    .replace(/\\(['`^"~=.])\s*\{?\\?([A-Za-z])\}?/g, accent)
    .replace(/\\([cvuHrk])\{\\?([A-Za-z])\}/g, accent)
    .replace(/\\href\{[^{}]*\}/g, '')
    .replace(/\\footnote\{/g, '{ ')
    .replace(/\\([A-Za-z]+)\*?(?:\[[^\]]*\])?\s?/g, (_, name: string) => LETTERS[name] ?? ' ')
    .replace(/\\\\(?:\[[^\]]*\])?/g, ' ')
    .replace(/\\([%&#$_{}])/g, '$1')
    .replace(/(?<!\\)[{}]/g, '')
    .replace(/~|\\[ ,;:!/]/g, ' ')
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``|''/g, '"')
}

function accent(_: string, mark: string, letter: string): string {
  return `${letter}${ACCENTS[mark] ?? ''}`.normalize('NFC')
}
