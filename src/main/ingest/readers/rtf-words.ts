/** Groups that hold no text of the page. */
export const SKIPPED = new Set(
  (
    'fonttbl stylesheet listtable listoverridetable rsidtbl generator pict objdata object themedata colorschememapping datastore ' +
    'latentstyles xmlnstbl fldinst bkmkstart bkmkend header headerl headerr headerf footer footerl footerr footerf nonshppict ' +
    'listtext pntext pntxta pntxtb filetbl revtbl mmathPr wgrffmtfilter atnid atnauthor atndate atnref atntime atnparent annotationdate ' +
    'sp shprslt blipuid picprop xe tc ftnsep ftnsepc aftnsep aftnsepc password passwordhash userprops docvar template operator author ' +
    'company manager category keywords doccomm comment hlinkbase creatim revtim printim buptim subject'
  ).split(' '),
)
/** Ignorable destinations ("\*") that do hold text. */
export const KEPT = new Set(['shpinst', 'shptxt', 'annotation', 'fldrslt', 'footnote', 'htmltag'])
/** Characters that have a word of their own. */
export const SYMBOLS: Readonly<Record<string, string>> = {
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  tab: '\t',
  line: '\n',
  lbr: '\n',
  emspace: ' ',
  enspace: ' ',
}
