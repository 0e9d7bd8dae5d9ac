/**
 * What asks for a measure and not for a topic, by language (ISO 639-1): "wie lang" is answered by "drei Monate", which has no word for it. English
 * questions keep theirs, which the constants for English were fitted with.
 */
const MEASURES: Readonly<Record<string, RegExp>> = {
  de: /(?<=\bwie )(?:lange?|hoch|groß|oft|alt|weit|teuer|schwer|tief|breit|schnell|häufig|spät|früh)(?!\p{L})/iu,
  nl: /(?<=\bhoe )(?:lang|hoog|groot|vaak|oud|ver|duur|zwaar|diep|breed|snel|laat)(?!\p{L})/iu,
  sv: /(?<=\bhur )(?:lång|långt|länge|hög|högt|stor|stort|ofta|gammal|dyr|tung|djup|bred|snabbt)(?!\p{L})/iu,
  da: /(?<=\bhvor )(?:lang|langt|længe|høj|højt|stor|stort|ofte|gammel|dyr|tung|dyb|bred|hurtigt)(?!\p{L})/iu,
  no: /(?<=\bhvor )(?:lang|langt|lenge|høy|høyt|stor|stort|ofte|gammel|dyr|tung|dyp|bred|fort)(?!\p{L})/iu,
}

/** The question (in this language) without the word for the measure it asks for. */
export function withoutMeasure(question: string, language: string): string {
  const measure = MEASURES[language]
  return measure === undefined ? question : question.replace(measure, '')
}
