import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AutoTokenizer, env } from '@huggingface/transformers'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  EMBEDDING_MODEL,
  loadTokenizer,
  type Tokenizer,
} from '../../../src/main/inference/tokenizer.ts'
import { modelFolder } from '../../helpers/test-library.ts'

/** A hundred strings that have caught tokenizers out. */
const awkward: readonly string[] = [
  ...[
    '',
    ' ',
    '\t\n\r',
    '\u00a0',
    '\u3000',
    '\u200b',
    '\ufeff',
    '\0',
    '\ufffd',
    '\u0085',
    '\u2028a\u2029b',
  ],
  ...[
    'hello',
    'Hello World',
    'HELLO',
    '  spaced   out  ',
    'tab\tand\nline\r\nends',
    'a',
    '.',
    '...',
    '?!',
  ],
  ...[
    "don't",
    'e-mail',
    'U.S.A.',
    '3.14',
    '1,000,000',
    '50%',
    '$4.99',
    '10^6',
    'C++',
    'C#',
    '#hash',
    '@user',
  ],
  ...[
    'a_b',
    '__init__',
    'foo(bar)[baz]{qux}',
    'x<y>z',
    '`code`',
    '~tilde~',
    'a|b',
    'a\\b',
    'https://a.example/b?c=d#e',
  ],
  ...[
    'café',
    'cafe\u0301',
    'naïve façade',
    'ÄÖÜ äöü ß',
    'Ångström',
    'İstanbul',
    'ıIiİ',
    'Ñandú',
    'Žluťoučký kůň',
    'Łódź',
  ],
  ...[
    'ﬁne ﬂour',
    'Ⅷ Ⅳ',
    '½ ¼',
    'x²',
    'ΟΔΥΣΣΕΥΣ',
    'ὈΔΥΣΣΕΎΣ',
    'Привет, мир',
    'Ёлка й',
    'שָׁלוֹם',
    'مَرْحَبًا',
    'हिन्दी नमस्ते',
    'ไทยภาษา',
  ],
  ...[
    '中文',
    '日本語のテキスト',
    '한국어',
    '漢字kanji漢字',
    '㐀㐁',
    '豈更',
    '\u{20000}\u{2a6d6}',
    '中。文，字！',
    'ｆｕｌｌ　ｗｉｄｔｈ',
    'カタカナ・ひらがな',
  ],
  ...['😀', 'a😀b', '👩‍👩‍👧‍👦', '👍🏽', '🇩🇪', '☃️', '❤', 'e\u0301\u0302\u0303', 'Z͑ͫ̓ͪ̂a', '\u0301alone'],
  ...[
    'soft\u00adhyphen',
    'zero\u200dwidth',
    'a\u0007bell',
    'del\u007fete',
    'private\ue000use',
    '\ud83d half',
    'half \ude00',
    '\u061c\u202ertl',
  ],
  ...[
    '“quotes” ‘single’',
    '—dash– …',
    '«guillemets»',
    '¿Qué? ¡Sí!',
    '€£¥',
    '→ ⇒ ∑',
    '©®™',
    '\u00b7middle\u00b7dot',
  ],
  ...['[CLS] and [SEP]', '[MASK][UNK][PAD]', '[cls]', '[CLS', '[[SEP]]', 'CLS]', '##ing', '## ing'],
  ...[
    'a'.repeat(100),
    'a'.repeat(101),
    'é'.repeat(101),
    '😀'.repeat(60),
    'antidisestablishmentarianism',
    'x'.repeat(5000),
  ],
  ...[
    'word '.repeat(10_000),
    Array.from({ length: 10_000 }, (_, i) => `w${i}é`).join(' '),
    '!'.repeat(2000),
  ],
]

describe('tokenizer', () => {
  let tokenizer: Tokenizer
  beforeAll(async () => {
    tokenizer = await loadTokenizer(modelFolder)
  })

  test('the word pieces of a hundred awkward strings are those of the reference tokenizer', async () => {
    env.localModelPath = modelFolder
    env.allowRemoteModels = false
    const reference = await AutoTokenizer.from_pretrained(EMBEDDING_MODEL)
    expect(awkward.length).toBeGreaterThanOrEqual(100)
    expect(awkward.map((text) => tokenizer.encode(text))).toEqual(
      awkward.map((text) => reference.encode(text)),
    )
  })

  test('a count is the length of the encoding without its two marks', () => {
    expect(awkward.map((text) => tokenizer.count(text))).toEqual(
      awkward.map((text) => tokenizer.encode(text).length - 2),
    )
  })

  test('more different words than are remembered are still counted right', () => {
    const words = Array.from({ length: 120_000 }, (_, i) => `n${i}`)
    const apart = words.reduce((sum, word) => sum + tokenizer.count(word), 0)
    expect(tokenizer.count(words.join(' '))).toBe(apart)
  })

  test('a folder without the model is reported with what to do', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'carrel-models-'))
    await expect(loadTokenizer(empty)).rejects.toMatchObject({
      code: 'model-missing',
      hint: expect.stringContaining('npm run build:model'),
    })
    await rm(empty, { recursive: true })
  })
})
