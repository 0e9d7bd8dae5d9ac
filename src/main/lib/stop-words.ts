import { stopwords as arabic } from '@orama/stopwords/arabic'
import { stopwords as danish } from '@orama/stopwords/danish'
import { stopwords as dutch } from '@orama/stopwords/dutch'
import { stopwords as finnish } from '@orama/stopwords/finnish'
import { stopwords as french } from '@orama/stopwords/french'
import { stopwords as german } from '@orama/stopwords/german'
import { stopwords as greek } from '@orama/stopwords/greek'
import { stopwords as hungarian } from '@orama/stopwords/hungarian'
import { stopwords as hindi } from '@orama/stopwords/indian'
import { stopwords as italian } from '@orama/stopwords/italian'
import { stopwords as chinese } from '@orama/stopwords/mandarin'
import { stopwords as norwegian } from '@orama/stopwords/norwegian'
import { stopwords as portuguese } from '@orama/stopwords/portuguese'
import { stopwords as romanian } from '@orama/stopwords/romanian'
import { stopwords as russian } from '@orama/stopwords/russian'
import { stopwords as spanish } from '@orama/stopwords/spanish'
import { stopwords as swedish } from '@orama/stopwords/swedish'
import { stopwords as turkish } from '@orama/stopwords/turkish'

/**
 * English words that carry no topic: articles, pronouns, prepositions, auxiliaries, question words and the phrases people
 * wrap round a request. Kept out of keyword queries, where an OR of them would match every document.
 */
export const englishStopWords: ReadonlySet<string> = new Set(
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

/** Question words and auxiliaries that the lists, made for prose, lack; all there is of Vietnamese and Thai. */
const ASKING: Readonly<Record<string, string>> = {
  de: 'wann warum wer wem wen wessen wieso wieviel wofür woher wohin wodurch wurde wurden worden gibt viel viele vielen darf dürfen dürft gilt gelten heißt heißen hieß lautet beträgt betragen',
  fr: 'combien comment où pourquoi quand que quel quelle quelles quels qui quoi est-ce lors été était étaient dont',
  es: 'cuál cuáles cuándo cuánto cuánta cuántos cuántas cómo dónde qué quién quiénes fue fueron hay',
  it: 'quale quali quando quanti quanto quante cosa come dove perché chi è stata stato stati',
  pt: 'qual quais quando quantos quantas quanto como onde porquê quem foi foram',
  nl: 'hoe hoeveel waar waarom wanneer wat welk welke wie werd werden wordt worden',
  sv: 'hur vad var varför vem vilka vilken vilket när',
  da: 'hvad hvem hvilke hvilken hvilket hvor hvorfor hvordan hvornår',
  no: 'hva hvem hvilke hvilken hvilket hvor hvorfor hvordan når',
  ro: 'care ce cine cât câte câtă câți cum când unde este fost au a o în la s și-a era ai lui din de se',
  ru: 'кто что какой какая какое какие каких какую каком где когда куда сколько почему чего чем был была было были',
  el: 'τι ποια ποιες ποιο ποιοι ποιον ποιος ποιους πού πότε πώς πόσα πόσες πόσο πόσοι ήταν είναι σε με για από και η ο οι της την του των τους τις στη στην στο στον ένα μια',
  tr: 'hangi hangisi kaç kaçı kim kimdir kimin nasıl ne neden nerede neredeki nereye neler nedir neydi neyi neyin zaman tane mi mı mu mü midir mıdır',
  hi: 'क्या कौन कौनसा किस किसने कब कहाँ कितने कितना कितनी क्यों कैसे था थी थे है हैं में के की का को से ने पर और',
  ar: 'ما ماذا من متى أين كم كيف لماذا هل أي هي هو في على عن إلى كان كانت',
  vi: 'và của là có các những được trong cho với một này đó khi từ đã đến bị bởi ở về như không theo trên dưới ra vào gì nào ai đâu bao nhiêu thế sao mấy lúc cái con chiếc sự việc để do vì nhưng hay hoặc cũng đang sẽ rất nhiều hơn nhất thì mà bằng tại sau trước giữa lên năm làm họ nó ông bà cùng đều nên phải thể còn lại số loại',
  th: 'ที่ ของ และ ใน เป็น มี ได้ ให้ ว่า จาก กับ การ ความ โดย ไม่ จะ ถูก ใคร อะไร ไหน ใด เมื่อ เมื่อไหร่ เมื่อไร ไร ไหร่ อย่าง อย่างไร ทำไม เท่า เท่าไร เท่าไหร่ กี่ คือ นี้ นั้น หรือ แต่ ก็ ซึ่ง คน ต่อ เพื่อ ไป มา อยู่ แล้ว ต้อง ตัว อัน ผู้ บ้าง หนึ่ง ปี ทำ ขึ้น ออก เข้า ตาม ทั้ง กว่า มาก ชื่อ',
  zh: '什么 谁 哪 哪里 哪些 哪个 何时 多少 几 为什么 怎么 如何 是 的 了 在 有 和',
}

const LISTS: Readonly<Record<string, readonly string[]>> = {
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  sv: swedish,
  da: danish,
  no: norwegian,
  fi: finnish,
  hu: hungarian,
  ro: romanian,
  ru: russian,
  el: greek,
  tr: turkish,
  hi: hindi,
  ar: arabic,
  zh: chinese,
  vi: [],
  th: [],
}

/** Words that carry no topic, by language (ISO 639-1), lower case: the lists of @orama/stopwords and what a question adds. */
export const foreignStopWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LISTS).map(([language, list]) => {
    const asking = (ASKING[language] ?? '').split(' ').filter(Boolean)
    return [language, new Set([...list, ...asking].map((word) => word.toLowerCase()))]
  }),
)
