import { expect, test } from 'vitest'
import { understandQuery } from '../../../src/main/search/understand-query.ts'

test.each([
  ['When is the rent due?', '"rent" OR "due"'],
  ['What is it?', '"what" OR "is" OR "it"'],
  ['error code E-4711', '"error" OR "code" OR "4711" OR "e 4711"'],
  [
    'see INV_0042, 2024/17 and v2.3.1',
    '"see" OR "inv" OR "0042" OR "2024" OR "17" OR "v2" OR "3" OR "1" OR "inv 0042" OR "2024 17" OR "v2 3 1"',
  ],
  ['Müllers’ Vertrag', '"müllers" OR "vertrag"'],
  ['Wann ist die Miete fällig?', '"miete" OR "fällig"'],
  ['Quand le loyer est-il dû ?', '"loyer" OR "dû"'],
  ['"security deposit" of the tenant', '("security deposit") AND ("tenant" OR "security deposit")'],
  ['"notice period"', '("notice period") AND ("notice period")'],
  ['Who wrote "Dead Souls"?', '"wrote" OR "dead" OR "souls" OR "dead souls"'],
  ['near NOT * ( ) "', '"near"'],
  ['the lease ("security deposit")', '("security deposit") AND ("lease" OR "security deposit")'],
  ['???', null],
])('the question %j becomes the index expression %j', (question, expression) => {
  expect(understandQuery(question).expression).toBe(expression)
})

test.each([
  ['IL-6 plays a role in inflammation', 'en'],
  ['Does TGF-β or IFN-γ signal in αβ T cells?', 'en'],
  ['Taking 400 µg of α-tocopherol', 'en'],
  ['Il ruolo di IL-6 nella malattia', 'it'],
  ['Welche Rolle hat TGF-β in der Leber?', 'de'],
  ['η μετάβαση β', 'el'],
  ['ποιος είναι ο νόμος', 'el'],
  ['Son buzul devri ne zaman başladı?', 'tr'],
  ['Wann wurde Erdoğan gewählt?', 'de'],
  ['Cine a obținut o ofertă în 1915?', 'ro'],
  ['Cum își finanța Tesla lucrările?', 'ro'],
  ['Sau năm 1935, ai bị cấm xâm nhập Rhineland?', 'vi'],
  ['เขตเมือง El Centro และเขตเมือง San Diego ก่อตัวจากอะไร?', 'th'],
])('the question %j is understood as %j', (question, language) => {
  expect(understandQuery(question).language).toBe(language)
})

test('of two languages that a question may be in, it is in that of the library', () => {
  const question = 'De ce parte era la?'
  const languages = [['ro'], ['es']].map(
    (own) => understandQuery(question, { languages: own }).language,
  )
  expect(languages).toEqual(['ro', 'es'])
})

test.each([
  ["Devlet Karayolu'nun uzunluğu", 'tr', '"devlet" OR "karayolu" OR "uzunluğu"'],
  ["Quelle est la durée de l'accord ?", 'fr', '"durée" OR "accord"'],
  ["What is the tenant's duty?", 'en', '"tenant\'s" OR "duty"'],
])('%j is looked for without what %s sets beside its words', (question, language, expression) => {
  const { language: told, expression: made } = understandQuery(question)
  expect({ told, made }).toEqual({ told: language, made: expression })
})

test.each([
  'Rent: when is it due, at 10:30 or by type: monthly?',
  'well-known side-effects - and a dash -- here -5 degrees',
  'Does rm -rf delete all?',
  'after: the war, before:noon, type:diabetes',
  'a 5" pipe and a 3" valve',
  'http://example.org/in:x?q=-a',
  'what the price tag: says',
  '-5',
  '- "',
])('%j stays a plain question', (question) => {
  const { text, excluded, filters, documents } = understandQuery(question)
  expect({ text, excluded, filters, documents }).toEqual({
    text: question,
    excluded: [],
    filters: [],
    documents: {
      types: [],
      folders: [],
      tags: [],
      documentIds: [],
      authors: [],
      languages: [],
      afterMs: null,
      beforeMs: null,
      having: null,
      lacking: null,
    },
  })
})

test('filters, exclusions and phrases say which documents are meant', () => {
  const query =
    'deposit type:pdf -garage in:"My Leases" in:#12 tag:"Flat  No 3" author:Müller after:2024-02 before:2025 -"parking space" "third party"'
  expect(understandQuery(query)).toEqual({
    text: 'deposit third party',
    language: 'en',
    words: [
      { word: 'deposit', why: 'asked' },
      { word: 'third party', why: 'phrase' },
    ],
    leftOut: [],
    entities: [{ text: 'third party', kind: 'phrase' }],
    excluded: ['garage', 'parking space'],
    filters: [
      'type:pdf',
      'in:"My Leases"',
      'in:#12',
      'tag:"Flat  No 3"',
      'author:Müller',
      'after:2024-02',
      'before:2025',
    ],
    misread: [],
    expression: '("third party") AND ("deposit" OR "third party")',
    documents: {
      types: ['pdf'],
      folders: ['My Leases'],
      tags: ['flat no 3'],
      documentIds: [12],
      authors: ['muller'],
      languages: [],
      afterMs: new Date(2024, 1, 1).getTime(),
      beforeMs: new Date(2025, 0, 1).getTime(),
      having: '"third party"',
      lacking: '"garage" OR "parking space"',
    },
  })
})

test.each([
  '„Die Maßnahme“',
  '“Die Maßnahme”',
  '”Die Maßnahme”',
  '« Die Maßnahme »',
  '»Die Maßnahme«',
  '「Die Maßnahme」',
  '『Die Maßnahme』',
])('%s is a phrase however it is quoted', (query) => {
  const { text, expression } = understandQuery(query)
  expect({ text, expression }).toEqual({
    text: 'Die Maßnahme',
    expression: '("die maßnahme") AND ("die maßnahme")',
  })
})

test('a question in any script only quotes', () => {
  const expressions = ['「大規模修繕」 はいつですか？', 'متى كتب «الأيام» ؟'].map(
    (question) => understandQuery(question).documents.having,
  )
  expect(expressions).toEqual([null, null])
})

test.each([
  ['fault E4711', ['e 4711'], ['e 4711']],
  ['fault E-4711', ['e4711'], ['e 4711', 'e4711']],
  ['fault E 4711', ['e4711'], ['e4711']],
  ['fault E4711', [], []],
  ['10kW', ['10 kw'], ['10 kw']],
  ['2300 euros in 2024', ['2 300', '2 024'], ['2 300']],
  ['18 500 or 1.250.000 euros', ['18500', '1250000'], ['1 250 000', '18500', '1250000']],
  ['room B2 in 3 m', ['b 2', '3m'], []],
])('of %j where the library has %j, %j is looked for as a code', (query, had, codes) => {
  const { words } = understandQuery(query, { has: (term) => had.includes(term) })
  expect(words.flatMap(({ word, why }) => (why === 'code' ? [word] : []))).toEqual(codes)
})

test.each([
  ['Mueller', 'muller', 'muller'],
  ['Müller', 'mueller', 'mueller'],
  ['Hausstraße', 'hausstrasse', 'hausstrasse'],
  ['Strasse', 'straße', 'straße'],
  ['Mueller', 'mueller', undefined],
  ['shoe', 'sho', undefined],
])('%s, where the library has %s, is also looked for as %s', (query, had, other) => {
  const { words } = understandQuery(query, { has: (term) => term === had })
  expect(words.find(({ why }) => why === 'mended')?.word).toBe(other)
})

test('a phrase is looked for as the library spells it', () => {
  const having = [['die maßnahme'], ['die maßnahme', 'die massnahme'], []].map(
    (had) =>
      understandQuery('"die Massnahme"', { has: (term) => had.includes(term) }).documents.having,
  )
  expect(having).toEqual(['"die maßnahme"', '"die massnahme"', '"die massnahme"'])
})

test('filters and exclusions without a word mean documents', () => {
  const { text, expression, excluded, filters } = understandQuery('type:pdf -garage -"parking"')
  expect({ text, expression, excluded, filters }).toEqual({
    text: '',
    expression: null,
    excluded: ['garage', 'parking'],
    filters: ['type:pdf'],
  })
})

test('what looks like a filter and is none is told', () => {
  const { text, misread } = understandQuery('rent after:2024-13 type:dog -tag:old tag:new')
  expect({ text, misread }).toEqual({
    text: 'rent after:2024-13 type:dog -tag:old',
    misread: ['after:2024-13', 'type:dog', '-tag:old'],
  })
})

test('a language is a filter by its name or code, and anything else part of the question', () => {
  const languages = ['rent lang:German', 'rent lang:fr', 'rent lang:klingon'].map(
    (query) => understandQuery(query).documents.languages,
  )
  expect(languages).toEqual([['de'], ['fr'], []])
})
