import type { ShortCase } from './short-questions.ts'

/**
 * Contracts, letters, medical reports, notes and bills, with short questions as their owners might ask them: half are answered, half are near
 * misses. Written before anything was chosen with them, and asked once it was.
 */
export const HELD_OUT_CASES: readonly ShortCase[] = [
  {
    title: 'Membership agreement FitHall',
    text: `Membership agreement between FitHall Ltd and the member. It runs for twelve months from 1 February 2024 and continues month by month after that. The member pays 39.90 pounds on the first of each month by direct debit. The agreement can be cancelled with four weeks' notice to the end of a month.

During an illness the membership may be frozen for up to three months against a doctor's certificate. The hall is open from six in the morning to eleven at night; the sauna closes an hour earlier. Lockers are emptied every night.`,
    answered: [
      ['What is the monthly fee?', '39.90'],
      ['Until when is the gym open?', 'eleven at night'],
    ],
    unanswered: ['Is there a swimming pool?', 'How much is the joining fee?'],
    heldOut: true,
  },
  {
    title: 'Employment contract Hartwig',
    text: `Ms Leona Hartwig starts on 1 September 2023 as a laboratory assistant. The first six months are a trial period in which either side may leave with two weeks' notice. She works 32 hours a week, Monday to Thursday. The gross pay is 2,850 euros a month.

Overtime is made up for by free time. Inventions made at work belong to the company. For two years after leaving she may not work for a competitor within the county.`,
    answered: [
      ['How long is the probation?', 'six months'],
      ['What is the salary?', '2,850 euros'],
    ],
    unanswered: ['How many days of leave are there?', 'Is there a company car?'],
    heldOut: true,
  },
  {
    title: 'Letter of the insurance',
    text: `Dear Mr Osei, thank you for reporting the storm damage to your roof on 17 January. Our surveyor, Mr Blythe, will call on you next Thursday between ten and twelve. Please keep the broken tiles until then and send us three photographs.

Of the costs you bear the first 250 pounds yourself. We cannot pay for the garden fence, since it is not covered. With kind regards, Norah Whitcombe, claims department.`,
    answered: [
      ['What is the deductible?', '250 pounds'],
      ['Who inspects the damage?', 'Blythe'],
    ],
    unanswered: ['When will the money be paid?', 'What is the policy number?'],
    heldOut: true,
  },
  {
    title: 'Letter of the school',
    text: `Dear parents, class 6b goes to the Isle of Wight from 10 to 14 June. We meet at half past seven at the bus stop in front of the school. The trip costs 185 pounds, which you please transfer by the end of April.

The children need wellingtons, a raincoat and a packed lunch for the first day. Phones stay at home. Please tell us if your child is allergic to anything. Yours, Mr Dunmore.`,
    answered: [
      ['What should be packed?', 'wellingtons'],
      ['Are mobiles allowed?', 'stay at home'],
    ],
    unanswered: ['Where do they sleep?', 'How many children are going?'],
    heldOut: true,
  },
  {
    title: 'MRI of the left knee',
    text: `MRI of the left knee on 5 November. The inner meniscus has a tear of eight millimetres at the back. The cruciate ligaments are intact. There is a little fluid in the joint.

We suggest six weeks of physiotherapy; if the pain stays, the tear should be sewn by keyhole surgery. Until then no jogging and no squatting; cycling is fine. Painkillers only when needed, ibuprofen 400 at most three times a day. Dr. Petra Lindqvist, radiology.`,
    answered: [
      ['Which sports are forbidden?', 'no jogging'],
      ['How large is the tear?', 'eight millimetres'],
    ],
    unanswered: ['Do I need crutches?', 'How long am I off work?'],
    heldOut: true,
  },
  {
    title: 'Discharge letter',
    text: `The patient was admitted on 2 May with pain in the lower right belly. The appendix was removed the same evening under general anaesthetic; there were no complications. She went home on the fifth day.

The stitches come out on 14 May at the family doctor's. She must not lift more than five kilograms for four weeks. Showering is allowed, bathing is not. She takes amoxicillin for three more days. Blood pressure on leaving: 128 over 79.`,
    answered: [
      ['When are the sutures removed?', '14 May'],
      ['Which antibiotic is prescribed?', 'amoxicillin'],
    ],
    unanswered: ['Who was the surgeon?', 'What is her weight?'],
    heldOut: true,
  },
  {
    title: 'Notes on the move',
    text: `The van comes on Saturday at eight; Jonas drives. Keys of the old flat go back to Mrs Pohl on Monday noon. The gas meter stands at 48,211. Boxes: kitchen 14, books 22, cellar 9.

The piano stays with Aunt Vera until we have space. Forward the post from the first of the month. The new neighbours above have a baby and a dog. Paint for the bedroom: ten litres, light grey.`,
    answered: [
      ['What colour is the bedroom?', 'light grey'],
      ['Who gets the piano?', 'Vera'],
    ],
    unanswered: ['What does the van cost?', 'How big is the new flat?'],
    heldOut: true,
  },
  {
    title: 'Kitchen planning',
    text: `Met the kitchen planner today. The worktop will be of oak, the fronts white. Fridge and oven come from the shop in Graz, the hob we keep. Delivery takes seven weeks from the order.

The fitters need two days and want the water turned off. Down payment of 30 per cent, the rest on completion. The old cupboards go to the charity shop. Still to decide: handles and lamp.`,
    answered: [
      ['What material is the counter?', 'oak'],
      ['How long does installation take?', 'two days'],
    ],
    unanswered: ['What does the kitchen cost?', 'Which make is the oven?'],
    heldOut: true,
  },
  {
    title: 'Invoice of Brightwire Electric',
    text: `Invoice 2024-0317 from Brightwire Electric. Work on 12 March: replaced the fuse box and fitted four sockets in the workshop. Labour 6.5 hours at 58 euros, 377 euros. Material 412.60 euros. Travel 25 euros.

Sum net 814.60 euros, VAT 20 per cent 162.92 euros, total 977.52 euros. Please pay within 14 days; 2 per cent off when paid within five days. The parts are guaranteed for two years.`,
    answered: [
      ['How much tax was charged?', '162.92'],
      ['Is there a discount?', '2 per cent off'],
    ],
    unanswered: ['Who was the electrician?', 'Which bank account should I use?'],
    heldOut: true,
  },
  {
    title: 'Bill of Telstar Mobile',
    text: `Your bill for April from Telstar Mobile. Basic charge 19.99, calls abroad 6.42, data beyond your allowance 4.00; 30.41 euros in all. We take the amount from your account on 9 May. You used 11.2 of 10 gigabytes.

Your plan can be changed from 1 August at the earliest. Lost your phone? Block the card at 0800 123 9900, day and night. Disputes about this bill must reach us within eight weeks.`,
    answered: [
      ['How can I block the card?', '0800 123 9900'],
      ['How much data was consumed?', '11.2'],
    ],
    unanswered: ['What is my phone number?', 'How many text messages were sent?'],
    heldOut: true,
  },
]
