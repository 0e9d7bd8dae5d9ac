/**
 * English words that carry no topic: articles, pronouns, prepositions, auxiliaries, question words and the phrases people
 * wrap round a request. Kept out of keyword queries, where an OR of them would match every document.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above after again against all also am an and any are aren't as at be because been before being below between both but by
  can can't cannot could couldn't did didn't do does doesn't doing don't down during each either else ever few for from further had
  hadn't has hasn't have haven't having he her here hers herself him himself his how i if in into is isn't it its itself just let
  me more most much must my myself neither no nor not of off on once only or other our ours ourselves out over own please same shall
  she should shouldn't so some such tell than that that's the their theirs them themselves then there there's these they this those
  through to too under until up upon us very was wasn't we were weren't what what's when where whether which while who whom whose why
  will with within without won't would wouldn't you your yours yourself yourselves`
    .split(/\s+/)
    .filter(Boolean),
)
