import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { stemTerm } from '../../src/main/store/stem-latin.ts'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { writeFolder } from '../helpers/write-folder.ts'

interface Inflected {
  /** What each document says besides; tells its language. */
  readonly sentence: string
  /** As documents have a word, and as it is asked for. */
  readonly pairs: string
  /** How many of the 20 are found. */
  readonly found: number
}

/** Languages (ISO 639-1) whose stems no judged questions measure. What is missed is mostly a changed vowel or consonant within the stem. */
const LANGUAGES: Readonly<Record<string, Inflected>> = {
  fr: {
    sentence:
      'Ce document a été rédigé par nos soins et il est conservé avec les autres dans cette armoire :',
    pairs:
      'contrats>contrat locataires>locataire factures>facture chevaux>cheval travaux>travail payés>payer résilié>résilier signée>signer heureuse>heureux annuelles>annuel assurances>assurance journaux>journal remboursement>rembourser réparations>réparer malades>malade nouvelles>nouvelle médecins>médecin congés>congé loyers>loyer hospitalisée>hospitaliser',
    found: 19,
  },
  it: {
    sentence:
      'Questo documento è stato scritto da noi e viene conservato insieme con gli altri in questo armadio:',
    pairs:
      'contratti>contratto fatture>fattura inquilini>inquilino pagamenti>pagamento pagato>pagare firmata>firmare riparazioni>riparazione medici>medico chiavi>chiave assicurazioni>assicurazione spese>spesa affitti>affitto annuali>annuale lettere>lettera ricette>ricetta disdetto>disdire stipendi>stipendio bambini>bambino malati>malato rimborsato>rimborsare',
    found: 19,
  },
  pt: {
    sentence:
      'Este documento foi escrito por nós e está guardado com os outros naquele armário desde ontem:',
    pairs:
      'contratos>contrato faturas>fatura inquilinos>inquilino pagamentos>pagamento pagou>pagar assinado>assinar reparações>reparação médicos>médico chaves>chave seguros>seguro despesas>despesa animais>animal anuais>anual cartas>carta receitas>receita alugado>alugar salários>salário crianças>criança doentes>doente reembolsado>reembolsar',
    found: 19,
  },
  nl: {
    sentence:
      'Dit document is door ons geschreven en wordt samen met de andere stukken in deze kast bewaard:',
    pairs:
      'contracten>contract rekeningen>rekening huurders>huurder betalingen>betaling betaalt>betalen getekend>tekenen herstellingen>herstelling artsen>arts sleutels>sleutel verzekeringen>verzekering kosten>kost woningen>woning jaarlijkse>jaarlijks brieven>brief recepten>recept opgezegd>opzeggen salarissen>salaris kinderen>kind zieke>ziek terugbetaald>terugbetalen',
    found: 14,
  },
  da: {
    sentence:
      'Dette dokument er skrevet af os og bliver opbevaret sammen med de andre papirer i skabet hjemme:',
    pairs:
      'kontrakterne>kontrakt regninger>regning lejeren>lejer betalingerne>betaling betalte>betale underskrevet>underskrive reparationer>reparation lægerne>læge nøglerne>nøgle forsikringen>forsikring udgifter>udgift boligerne>bolig årlige>årlig brevene>brev recepter>recept opsagt>opsige lønninger>løn børnene>barn syge>syg tilbagebetalte>tilbagebetale',
    found: 16,
  },
  no: {
    sentence:
      'Dette dokumentet er skrevet av oss og blir oppbevart sammen med de andre papirene i skapet hjemme:',
    pairs:
      'kontraktene>kontrakt regninger>regning leieren>leier betalingene>betaling betalte>betale undertegnet>undertegne reparasjoner>reparasjon legene>lege nøklene>nøkkel forsikringen>forsikring utgifter>utgift boligene>bolig årlige>årlig brevene>brev resepter>resept oppsagt>oppsi lønninger>lønn barna>barn syke>syk tilbakebetalte>tilbakebetale',
    found: 16,
  },
  sv: {
    sentence:
      'Det här dokumentet är skrivet av oss och förvaras tillsammans med de andra papperen i skåpet hemma:',
    pairs:
      'kontrakten>kontrakt räkningar>räkning hyresgästerna>hyresgäst betalningarna>betalning betalade>betala undertecknat>underteckna reparationer>reparation läkarna>läkare nycklarna>nyckel försäkringen>försäkring utgifter>utgift bostäderna>bostad årliga>årlig breven>brev recepten>recept uppsagt>uppsäga lönerna>lön barnen>barn sjuka>sjuk återbetalade>återbetala',
    found: 18,
  },
  fi: {
    sentence:
      'Tämä asiakirja on meidän kirjoittamamme ja se säilytetään muiden papereiden kanssa tässä kaapissa:',
    pairs:
      'sopimuksen>sopimus laskut>lasku vuokralaiset>vuokralainen maksujen>maksu maksettu>maksaa allekirjoitettu>allekirjoittaa korjaukset>korjaus lääkärit>lääkäri avaimet>avain vakuutuksesta>vakuutus kulut>kulu asunnossa>asunto vuosittaisen>vuosittainen kirjeet>kirje reseptejä>resepti irtisanottu>irtisanoa palkkaa>palkka lapset>lapsi sairaat>sairas autossa>auto',
    found: 17,
  },
  hu: {
    sentence:
      'Ezt az iratot mi írtuk, és a többi papírral együtt ebben a szekrényben őrizzük már tegnap óta:',
    pairs:
      'szerződések>szerződés számlák>számla bérlőnek>bérlő fizetések>fizetés fizette>fizet aláírták>aláír javítások>javítás orvosok>orvos kulcsokat>kulcs biztosításról>biztosítás költségek>költség lakásban>lakás évente>éves levelek>levél receptet>recept felmondták>felmond béreket>bér gyerekek>gyerek betegek>beteg autóval>autó',
    found: 17,
  },
}

const share = (pairs: readonly unknown[], found: readonly unknown[]): string =>
  `${found.length} of ${pairs.length}`

test.each(Object.entries(LANGUAGES))(
  'words in %s are found in other forms than they were asked for in',
  async (language, { sentence, ...inflected }) => {
    await using engine = await openTestEngine()
    const pairs = inflected.pairs.split(' ').map((pair) => {
      const [written = '', asked = ''] = pair.split('>')
      return { written, asked, name: `${written}.txt` }
    })
    const folder = await writeFolder(
      Object.fromEntries(pairs.map(({ written, name }) => [name, `${sentence} ${written}.`])),
    )
    await collect(await engine.client.library.add({ paths: [folder] }))
    const names: string[][] = []
    for (const { asked } of pairs) {
      const { hits } = await engine.client.search.passages({ query: asked, mode: 'keyword' })
      names.push(hits.map(({ path }) => basename(path)))
    }
    const byStem = pairs.filter(
      ({ written, asked }) => stemTerm(written, language) === stemTerm(asked, language),
    )
    const found = pairs.filter(({ name }, index) => names[index]?.includes(name))
    const alone = pairs.filter(({ name }, index) => names[index]?.join() === name)
    const missed = pairs.filter((pair) => !found.includes(pair))
    console.log(language, {
      byStem: share(pairs, byStem),
      found: share(pairs, found),
      alone: share(pairs, alone),
      missed: missed.map(({ written, asked }) => `${asked} (${written})`).join(', '),
    })
    expect(found.length).toBe(inflected.found)
  },
)
