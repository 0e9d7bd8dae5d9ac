import type { LanguageModel } from '../inference/language-model.ts'
import { getChunks } from '../store/chunks.ts'
import type { ReadDb } from '../store/open.ts'
import { mayNeedHops, type Hop } from './hops.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { namesIn } from './names.ts'
import { namesToFollow } from './names-to-follow.ts'
import { partsOfQuestion } from './parts-of-question.ts'
import { lineUp, peekable, type Peekable } from './peekable.ts'
import { insertHops, type Found } from './rank.ts'
import type { Understanding } from './understand-query.ts'

/** What a language model had looked for: a question for one of several facts, or a name that a first passage tells. */
export interface LookedFor {
  readonly kind: 'part' | 'next'
  readonly text: string
}

export interface Asking {
  readonly open: (signal: AbortSignal) => Promise<LanguageModel | null>
  /** Opening included. */
  readonly budgetMs: number
  /** Whether the model may be shown text of documents: it runs on this computer. */
  readonly mayRead: boolean
}

interface Following {
  readonly query: Understanding
  readonly find: (text: string) => Promise<{ readonly ranked: Iterable<RankedChunk> }>
  readonly signal: AbortSignal
}

/** Chunks that are looked at for what is known already, and of each part of a question shown behind the first passage, in turns. */
const KNOWN = 50
const CHUNKS_A_PART = 2
/**
 * Where the first two documents come in that the question together with the names finds, and how many of the question's own are left alone:
 * what stands there already is passed over. With a model of 1,500 million parameters all documents of a musique question are among the first ten
 * for .722 instead of .630 of them (+.093, standard error .048: six questions better, one worse), of hotpotqa for .97 as before, and no
 * question of cisi or scifact that it was asked about became worse (`npm run bench follow`). Chosen in view of all of musique's 54
 * questions, so that less may be left elsewhere; a third and fourth document cost .018 there. Ranks fused with those of the question alone, or
 * places behind the first, third and fifth passage, gained .02 to .09.
 */
const PLACES = [4, 6] as const
const LEFT_ALONE = 8

/**
 * Whether asking a model is worth its time: the question may need several documents and names something to begin with. Not where somebody
 * looks for a code or a phrase, nor where the best passage has all that was asked for. Of the judged sets without such questions (cranfield,
 * med, time) none is asked, of scifact 1 %, of cisi 3 %.
 *
 * Paraphrases and hypothetical answers (HyDE: Gao et al., ACL 2023) are not asked for any more. Written by a model of 1,500 million
 * parameters for 177 questions, the change of nDCG@10 (standard error) was with a share of .25: cranfield −.027 (.015), med −.010 (.010), cisi
 * −.007 (.009), musique −.023 (.020), scifact +.004 (.004); hypothetical answers alone with .1: −.015 (.010), +.004 (.006), +.004 (.005),
 * −.018 (.015), +.004 (.004). Nor did they gain where the best passage was unlikely to be relevant (below .4: −.005, −.005, −.006, −.019,
 * +.001) or both parts of the search disagreed.
 */
export function mayFollow(
  { text, words }: Pick<Understanding, 'text' | 'words'>,
  found: Pick<Found, 'keyword' | 'semantic'>,
  reader: ReadDb,
): boolean {
  if (!mayNeedHops(text) || namesIn(text.replace(/^\s*\S+/, '')).length === 0) return false
  if (words.some(({ why }) => why === 'code' || why === 'phrase')) return false
  const asked = words.filter(({ why }) => why === 'asked').map(({ word }) => word)
  return !isStrongMatch(found, asked, reader)
}

/**
 * Lets a model say what else is to be looked for: names that the first passages tell where it may read them, or else parts of the question.
 * Null where it says nothing of use in its time.
 */
export async function followModel(
  ranked: Peekable<RankedChunk>,
  asking: Asking,
  following: Following,
): Promise<{
  readonly ranked: Peekable<RankedChunk>
  readonly asked: { model: string; lines: LookedFor[] } | null
}> {
  const own = ranked.take(KNOWN)
  const all = (): Peekable<RankedChunk> => lineUp(own, ranked)
  const asked = await askInTime(own, asking, following)
  if (asked === null) return { ranked: all(), asked }
  const { lines } = asked
  const hops = asking.mayRead
    ? await findNext(own, lines, following)
    : await findParts(lines, following)
  return { ranked: peekable(insertHops(all(), [{ from: 0, hops: () => hops }])), asked }
}

/** Null when there is no model that takes instructions, none was opened in time, or it had nothing to say. */
async function askInTime(
  own: readonly RankedChunk[],
  { open, budgetMs, mayRead }: Asking,
  { query: { text }, signal }: Following,
): Promise<{ model: string; lines: LookedFor[] } | null> {
  const timeUp = AbortSignal.timeout(budgetMs)
  try {
    const model = await open(AbortSignal.any([signal, timeUp]))
    if (model === null || model.kind === 'base') return null
    const how = { model, signal, timeUp }
    const first = firstOfEachDocument(own).map(({ chunk }) => chunk)
    const kind = mayRead ? 'next' : 'part'
    const said = await (mayRead ? namesToFollow(text, first, how) : partsOfQuestion(text, how))
    if (said.length === 0) return null
    return { model: model.name, lines: said.map((each) => ({ kind, text: each })) }
  } catch (error) {
    signal.throwIfAborted()
    if (timeUp.aborted) return null
    throw error
  }
}

/** What the question together with the names finds, where it does not lead already. */
async function findNext(
  own: readonly RankedChunk[],
  lines: readonly LookedFor[],
  { query, find }: Following,
): Promise<Hop[]> {
  const names = lines.map(({ text }) => text)
  const { ranked } = await find([query.text, ...names].join(' '))
  const documents = firstOfEachDocument(own)
  const leading = new Set(documents.slice(0, LEFT_ALONE).map(({ chunk }) => chunk.versionId))
  const others = firstOfEachDocument(peekable(ranked).take(KNOWN)).filter(
    ({ chunk }) => !leading.has(chunk.versionId),
  )
  return PLACES.flatMap((place, index): Hop[] => {
    const found = others[index]
    if (found === undefined) return []
    const before = documents[place]
    const via = `found for “${names.join(', ')}”`
    return [{ found, place: before === undefined ? own.length : own.indexOf(before), via }]
  })
}

async function findParts(lines: readonly LookedFor[], { find }: Following): Promise<Hop[]> {
  const hops: Hop[] = []
  for (const [index, { text }] of lines.entries()) {
    const { ranked } = await find(text)
    for (const [order, found] of peekable(ranked).take(CHUNKS_A_PART).entries())
      hops.push({ found, place: 1 + index + order * lines.length, via: `found for “${text}”` })
  }
  return hops
}

function firstOfEachDocument(ranked: readonly RankedChunk[]): RankedChunk[] {
  const seen = new Set<number>()
  return ranked.filter(({ chunk: { versionId } }) => !seen.has(versionId) && seen.add(versionId))
}

/** Whether the best passage by words is the best by meaning too and has every word asked for: then nothing else is needed. */
function isStrongMatch(
  { keyword, semantic }: Pick<Found, 'keyword' | 'semantic'>,
  words: readonly string[],
  reader: ReadDb,
): boolean {
  const [best] = keyword.keys()
  const [nearest] = semantic.keys()
  if (best === undefined || best !== nearest || words.length < 2) return false
  const [chunk] = getChunks(reader, [best])
  if (chunk === undefined) return false
  const text = `${chunk.title} ${chunk.headings} ${chunk.text}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
