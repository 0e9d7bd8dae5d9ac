/**
 * Function and question words of German, French, Spanish, Italian, Portuguese and Dutch, without those that mean something in English ("die",
 * "war", "man", "hat", "pour", "son"). A question in these languages would else be held to have words that no passage has.
 */
export const foreignStopWords: ReadonlySet<string> = new Set(
  `aber als am auch auf aus bei beim bis da damit dann das dass dem den denn der des dessen deren dieser diese dieses diesem diesen doch du durch
  ein eine einem einen einer eines er es für gegen haben hatte hatten hätte ich ihr ihre ihrem ihren ihrer im ist ja jede jeder jedes kann können
  könnte mehr mit muss müssen nach nicht noch nur ob oder ohne sein seine seinem seinen seiner seit sich sie sind soll sollen über um und uns unter
  vom von vor waren warum wann was welche welchem welchen welcher welches wem wen wenn wer werden wessen wie wieso wieviel wird wo wodurch wofür
  woher wohin worden wurde wurden zu zum zur zwischen gibt viel viele vielen
  au aux avec ce ces cet cette combien comment dans de depuis des du elle elles en est et été était étaient être eu il ils je la le les leur leurs
  lequel laquelle lors mais même ne nous on ont ou où par pas pendant pourquoi qu quand que quel quelle quelles quels qui quoi sa se selon ses si
  sont sous sur un une vers vous y
  al algún alguna como cómo con cual cuál cuales cuáles cuando cuándo cuánto cuánta cuántos cuántas del desde donde dónde el ella ellos entre era eran
  es esa ese eso esta está están este esto fue fueron ha han hasta hay lo los las más muy no o para pero por porque qué quién quiénes quien se según
  ser sin sobre su sus también tiene tienen una uno unos unas
  agli alla alle allo che chi ci cosa come cui da dai dal dalla delle dei della dello di dove dopo e erano gli hanno ho i il in loro ma nei nel nella
  nelle non per perché più prima qual quale quali quando quanti quanto quante quello questa questo sono stata stato stati sua suo sul sulla tra
  ao aos às com da das do dos ela ele eles foi foram isso já mais mas mesmo na nas nem no nos não num numa onde pela pelo porquê qual quais quantos
  quantas quanto que são seu sua também tem têm um uma
  aan bij dat deze dit door een geen haar heb hebben heeft het hij hoe hoeveel hun iets ik is kan kunnen maar meer met naar niet nog ook om onder
  op over te tegen tot uit van veel voor waar waarom wat welk welke werd werden wie wordt worden ze zich zij zijn zo`
    .split(/\s+/)
    .filter(Boolean),
)
