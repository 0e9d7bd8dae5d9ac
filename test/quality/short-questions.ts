/** A short document and what may be asked about it in other words than its own. */
export interface ShortCase {
  readonly title: string
  readonly text: string
  /** Each with words that only the sentence with the answer has. */
  readonly answered: readonly (readonly [question: string, answer: string])[]
  /** Of the same matters, but what they ask stands in none of the documents. */
  readonly unanswered: readonly string[]
  /** Nothing was chosen by looking at these. */
  readonly heldOut: boolean
}

/**
 * Written before anything was fitted on them: short questions whose one topic word the documents do not have, or have as another part of
 * speech; and as many that nothing answers.
 */
export const SHORT_CASES: readonly ShortCase[] = [
  {
    title: 'Lease Elm Street 12',
    text: `The tenant rents the flat on the second floor of Elm Street 12 from 1 March 2021. Either side may end the lease with three months' notice in writing.

The rent is 940 euros a month, due on the third working day. The tenant leaves a deposit of two months' rent with the landlord. Pets need the landlord's consent.`,
    answered: [
      ['How long is the notice period?', 'three months'],
      ['How can the contract be terminated?', 'three months'],
      ['Are dogs allowed?', 'Pets need'],
      ['How much do I pay each month?', '940 euros'],
      ['How big is the security payment?', 'two months'],
    ],
    unanswered: [
      'Is there a parking space?',
      'Who repairs the heating?',
      'Which floor is the laundry on?',
    ],
    heldOut: false,
  },
  {
    title: 'Household costs 2023',
    text: `We paid the power bill in four parts: 212 euros in March, 198 in June, 187 in September and 240 in December. Water came to 310 euros for the whole year.

The insurance of the house rose to 455 euros. Heating oil was filled up once, 1,900 litres for 1,710 euros.`,
    answered: [
      ['How much did we spend on electricity?', 'power bill'],
      ['What did fuel cost?', '1,710 euros'],
      ['How expensive was the insurance?', '455 euros'],
    ],
    unanswered: ['What did the internet cost?', 'How much was the property tax?'],
    heldOut: true,
  },
  {
    title: 'Handbook for new colleagues',
    text: `Every employee has 28 days of paid leave a year. Whoever is ill tells the team lead before nine in the morning and brings a doctor's note from the third day on.

Salaries are paid on the 25th of each month. The office closes at eight in the evening. Laptops must be encrypted, and lost ones are reported to IT at once.`,
    answered: [
      ['How much vacation do I get?', '28 days'],
      ['How many holidays do workers have?', '28 days'],
      ['When do we get our wages?', '25th'],
      ['What do I do when I am sick?', 'team lead'],
      ['What happens when my computer is stolen?', 'reported to IT'],
    ],
    unanswered: [
      'Is there a canteen?',
      'How do I book a meeting room?',
      'How much is the Christmas bonus?',
    ],
    heldOut: false,
  },
  {
    title: 'Warranty of the dishwasher DW-300',
    text: `The manufacturer guarantees the dishwasher DW-300 for two years from the day of purchase. Damage by frost or by wrong installation is excluded.

Clean the filter once a week. The spray arms can be pulled off upwards. If the pump makes a loud sound, switch the machine off and call 0800 555 010.`,
    answered: [
      ['How long is the guarantee?', 'two years'],
      ['How often should the sieve be washed?', 'once a week'],
      ['What if the appliance is noisy?', '0800 555 010'],
      ['Which phone number is for support?', '0800 555 010'],
    ],
    unanswered: ['How much water does it use?', 'Which detergent is best?'],
    heldOut: true,
  },
  {
    title: 'Minutes of the garden club',
    text: `Present were Anna Kovac, Piet de Vries and Rosa Lindt. The club buys a new mower for at most 600 euros; Piet de Vries asks three shops for offers.

The summer party takes place on 14 July behind the old mill. Rosa Lindt brings the tables. The annual fee stays at 35 euros for grown-ups and 10 for children.`,
    answered: [
      ['Who attended?', 'Anna Kovac'],
      ['How much is the membership contribution?', '35 euros'],
      ['Where is the celebration?', 'old mill'],
      ['What do adults pay?', '35 euros'],
      ['Who purchases the lawnmower?', '600 euros'],
    ],
    unanswered: ['Who is the treasurer?', 'When is the next excursion?'],
    heldOut: false,
  },
  {
    title: 'Report on the boiler room',
    text: `On 9 February a pipe burst in the boiler room and the cellar was flooded up to 20 centimetres. The caretaker shut the main valve at 6.40.

The firm Hartmann mended the pipe the next day for 860 euros. The damage to stored furniture is put at 4,200 euros.`,
    answered: [
      ['Who repaired the leak?', 'Hartmann'],
      ['What was the price of the repair?', '860 euros'],
      ['How deep was the water in the basement?', '20 centimetres'],
      ['What did the janitor do?', 'main valve'],
    ],
    unanswered: ['Was anybody injured?', 'Which insurer paid?', 'Is there mould?'],
    heldOut: true,
  },
  {
    title: 'Loan agreement',
    text: `The bank lends the borrower 50,000 euros at 3.1 per cent a year. The loan is paid back in 60 equal parts, the first on 1 May 2022.

Whoever pays late owes 5 euros for each reminder. The car, a blue van, serves as security until the last part is paid.`,
    answered: [
      ['What is the interest rate?', '3.1 per cent'],
      ['How many instalments are there?', '60 equal parts'],
      ['What is the collateral?', 'blue van'],
      ['When does repayment start?', '1 May 2022'],
      ['What vehicle is it?', 'blue van'],
    ],
    unanswered: ['Who is the guarantor?', 'Is there an arrangement fee?'],
    heldOut: false,
  },
  {
    title: 'Travel plan Lisbon',
    text: `We fly from Hamburg at 7.15 and land in Lisbon at 9.50. The hotel, Casa Azul, expects us from two in the afternoon; the room looks onto the river and breakfast is included.

On Tuesday a guide shows us the castle for 15 euros each. The train to Porto leaves at 16.09 from Oriente station.`,
    answered: [
      ['Where is our accommodation?', 'Casa Azul'],
      ['When does the plane arrive?', '9.50'],
      ['When is the departure to Porto?', '16.09'],
      ['What does the tour cost?', '15 euros'],
      ['When can we check in?', 'two in the afternoon'],
    ],
    unanswered: ['Do we have travel insurance?', 'How do I get to the airport?'],
    heldOut: true,
  },
  {
    title: 'Care of the orchid',
    text: `Water the orchid once a week with soft water and never let it stand wet. It likes bright places without midday sun and at least 16 degrees.

Feed it every second time you water from April to September. Put it into a bigger pot after three years, best in spring.`,
    answered: [
      ['What temperature does it need?', '16 degrees'],
      ['When should it be repotted?', 'three years'],
      ['How often does it need fertilizer?', 'every second time'],
      ['How much light does it want?', 'bright places'],
    ],
    unanswered: ['How tall does it grow?', 'Is it poisonous for cats?'],
    heldOut: false,
  },
  {
    title: 'Result of the blood test',
    text: `Haemoglobin 13.9 g/dl, within the normal range. Cholesterol is raised at 248 mg/dl; we advise less animal fat and a check in six months.

Vitamin D is low: take 1,000 units a day with a meal until April. Dr. Maria Okafor, practice at Lindenplatz 3.`,
    answered: [
      ['Which doctor signed it?', 'Okafor'],
      ['When is the follow-up examination?', 'six months'],
      ['What is the address of the surgery?', 'Lindenplatz'],
      ['What dose should I swallow?', '1,000 units'],
      ['Which value is too high?', '248'],
    ],
    unanswered: ['What is my blood group?', 'How is the thyroid?'],
    heldOut: true,
  },
  {
    title: 'Terms of the online shop',
    text: `Goods can be sent back within 14 days without giving a reason; the buyer bears the postage. The purchase price is refunded within a week.

Orders above 80 euros are shipped free. Delivery inside the country takes two to four days. We accept cards, transfer and cash on delivery.`,
    answered: [
      ['What is the return policy?', '14 days'],
      ['When do I get my money back?', 'refunded within a week'],
      ['Which payment methods are there?', 'cards, transfer'],
      ['How long does shipping take?', 'two to four days'],
      ['Who pays the shipping for returns?', 'postage'],
    ],
    unanswered: ['Do you ship abroad?', 'Is there a discount for students?'],
    heldOut: false,
  },
  {
    title: 'Will of Edith Brand',
    text: `I leave my house in Mill Lane to my daughter Clara. My nephew Tom receives the coin collection. My savings are shared in equal parts between the animal shelter and the parish.

Mr. Aldous Finch, solicitor, carries out this will. I wish to be buried beside my husband in Norwood.`,
    answered: [
      ['Who inherits the home?', 'Clara'],
      ['Who is the executor?', 'Finch'],
      ['Who gets the money?', 'animal shelter'],
      ['Where is the funeral?', 'Norwood'],
      ['Which lawyer is named?', 'Finch'],
    ],
    unanswered: ['Who gets the jewellery?', 'Who looks after the dog?'],
    heldOut: true,
  },
]
