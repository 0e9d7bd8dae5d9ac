/** A word that negates, in English, German or French. */
export const NEGATION =
  /^(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|nicht|kein|keine|keinen|keiner|nie|pas|jamais|aucun|aucune)$|n['’]t$/iu
