import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '../../src/main/lib/must.ts'
import { collect } from '../helpers/collect.ts'
import { openTestEngine, type TestEngine } from '../helpers/open-test-engine.ts'
import { writeFolder } from '../helpers/write-folder.ts'

let engine: TestEngine
let folder: string
beforeAll(async () => {
  engine = await openTestEngine()
  folder = await writeFolder({
    'mietvertrag.txt':
      'Die monatliche Miete für die Wohnung beträgt 900 Euro. Sie wird am dritten Tag eines jeden Monats gezahlt.\n\nDie Kaution beträgt zwei Monatsmieten. Der Vermieter erstattet sie innerhalb von sechs Wochen, nachdem ihm die Schlüssel übergeben wurden.',
    'hausordnung.txt':
      'Das Gartentor wird abends um zehn Uhr abgeschlossen. Rauchen ist im Treppenhaus nicht gestattet.\n\nDie Waschküche im Keller ist ab acht Uhr morgens geöffnet. Fahrräder gehören in den Schuppen hinter dem Haus.',
    'kündigung.txt': 'Mietvertrag\nDie Kündigungsfrist beträgt drei Monate zum Ende des Quartals.',
    'аренда.txt':
      'Арендатор сообщает о поломках в течение трёх дней. Ключи от подвала хранятся у управляющего домом.\n\nСтиральные машины стоят в подвале.',
  })
  await collect(await engine.client.library.add({ paths: [folder] }))
})
afterAll(async () => {
  await engine[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function answerOf(question: string): Promise<string> {
  const last = must((await collect(await engine.client.answer.ask({ question }))).at(-1), 'an end')
  if (last.kind !== 'answer') throw new Error('no answer')
  return last.answer.answer
}

test.each([
  [
    'Wie hoch sind die monatlichen Mieten der Wohnungen?',
    'Die monatliche Miete für die Wohnung beträgt 900 Euro.',
  ],
  [
    'Wohin mit meinen Fahrrädern hinter dem Haus?',
    'Fahrräder gehören in den Schuppen hinter dem Haus.',
  ],
  [
    'Wie lang ist die Kündigungsfrist?',
    'Die Kündigungsfrist beträgt drei Monate zum Ende des Quartals.',
  ],
  ['У кого хранится ключ от подвала?', 'Ключи от подвала хранятся у управляющего домом.'],
])('in its own language, %s is answered', async (question, answer) => {
  expect(await answerOf(question)).toContain(answer)
})

test.each([
  'Wer gewann 1972 die Schachweltmeisterschaft?',
  'Bei welcher Temperatur siedet Quecksilber?',
  'В каком году была основана Третьяковская галерея?',
  'При какой температуре кипит ртуть?',
  '太阳系有多少颗行星？',
])('in another language than English, %s is not found', async (question) => {
  expect(await answerOf(question)).toBe('Not found in your documents.')
})
