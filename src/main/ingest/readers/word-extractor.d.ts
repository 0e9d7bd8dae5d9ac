declare module 'word-extractor' {
  interface TextOptions {
    readonly filterUnicode?: boolean
  }
  interface WordText {
    getBody(options?: TextOptions): string
    getFootnotes(options?: TextOptions): string
    getEndnotes(options?: TextOptions): string
    getAnnotations(options?: TextOptions): string
    getTextboxes(options?: TextOptions): string
  }
  class WordExtractor {
    extract(source: Buffer): Promise<WordText>
  }
  export = WordExtractor
}
