/** Everyday statements of many kinds: what their embeddings have in common says nothing about a text. */
const ENGLISH = [
  'The meeting was moved to Thursday afternoon.',
  'Water boils at a lower temperature in the mountains.',
  'She paid the invoice before the end of the month.',
  'The old bridge was closed for repairs in spring.',
  'Our team won the last three games of the season.',
  'The contract can be ended with four weeks of notice.',
  'Bread needs flour, salt, yeast and patience.',
  'The patient was given the medicine twice a day.',
  'Prices rose faster than wages last year.',
  'The program reads a file and prints its lines.',
  'The king was followed by his younger brother.',
  'Birds leave the valley when the first snow falls.',
  'The court decided in favour of the tenant.',
  'A new railway line will connect the two towns.',
  'The film was shot in a small village by the sea.',
  'Cells divide more slowly when they lack oxygen.',
  'The engine must be serviced every two years.',
  'Children learn a language by listening to it.',
  'The museum is open every day except Monday.',
  'The equation has no solution among whole numbers.',
]

const OTHER = [
  'Die Sitzung wurde auf Donnerstag verschoben.',
  'Le contrat peut être résilié avec un préavis de quatre semaines.',
  'El museo está abierto todos los días menos el lunes.',
  'Il treno per la costa parte ogni due ore.',
  'O preço da energia subiu mais do que os salários.',
  'Dzieci uczą się języka, słuchając go.',
  'Врач назначил лекарство два раза в день.',
  'Το παλιό γεφύρι έκλεισε για επισκευές.',
  'Mahkeme kiracının lehine karar verdi.',
  'أغلق المتحف أبوابه قبل حلول المساء.',
  'कंपनी ने पिछले साल नए कर्मचारियों को काम पर रखा।',
  '这座桥在春天因维修而关闭。',
  '会議は木曜日の午後に変更されました。',
  '그 영화는 바닷가 작은 마을에서 촬영되었다.',
  'นกบินออกจากหุบเขาเมื่อหิมะแรกตก',
  'Đội của chúng tôi đã thắng ba trận cuối cùng.',
  'Tågen går varannan timme till kusten.',
  'Náklady se za poslední rok zdvojnásobily.',
  'A szerződés négyhetes határidővel felmondható.',
  'Mkutano umehamishiwa siku ya Alhamisi.',
]

/** Sentences of no particular topic, in English or in twenty-one languages. */
export function typicalSentences(isMultilingual: boolean): readonly string[] {
  return isMultilingual ? [...ENGLISH.slice(0, 10), ...OTHER] : ENGLISH
}
