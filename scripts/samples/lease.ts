import { writePdf, type Line } from './pdf-file.ts'

const heading = (text: string): Line => ({ text, isHeading: true })
const clause = (text: string): Line => ({ text })

const parties = [
  heading('Residential Lease Agreement'),
  clause(
    'This agreement is made on 12 August 2025 between Harbour Row Properties Ltd, 4 Quay Street, Port Ellery (the "Landlord"), and Maya Lindqvist and Tom Okafor (the "Tenants").',
  ),
  heading('1. The property'),
  clause(
    '1.1 The Landlord lets to the Tenants the flat at 27 Lantern Lane, second floor, Port Ellery, with the bicycle cellar and parking space number 14.',
  ),
  clause(
    '1.2 The flat is let unfurnished. The oven, the hob and the dishwasher belong to the Landlord and are listed in the inventory.',
  ),
  heading('2. Term'),
  clause(
    '2.1 The lease begins on 1 September 2025 and runs for twenty-four months. It ends on 31 August 2027 unless it is renewed in writing.',
  ),
  clause(
    "2.2 After the first twelve months the Tenants may end the lease by giving two months' notice in writing. The Landlord may end it during the term only for the reasons named in clause 9.",
  ),
  heading('3. Rent'),
  clause(
    '3.1 The rent is 1,450 euros a month and is due on the 3rd day of each month. It is paid by bank transfer to the account named in the annex.',
  ),
  clause(
    '3.2 If the rent is more than seven days late, the Landlord may charge a late fee of 35 euros for that month.',
  ),
  clause(
    '3.3 The rent may be raised once a year, on 1 September, by no more than the change of the consumer price index, and never by more than 3 percent.',
  ),
]

const duties = [
  heading('4. Deposit'),
  clause(
    "4.1 The Tenants pay a deposit of 2,900 euros, which is two months' rent. It is kept in a separate account and bears interest for the Tenants.",
  ),
  clause(
    '4.2 The deposit is paid back within thirty days after the keys are returned, less the cost of damage beyond ordinary wear.',
  ),
  heading('5. Utilities'),
  clause(
    '5.1 Water, waste collection and the cleaning of the stairs are included in the rent. Electricity, heating and internet are paid by the Tenants.',
  ),
  clause(
    '5.2 The heating is read once a year in November by the company Calora, and the bill follows in January.',
  ),
  heading('6. Repairs'),
  clause(
    '6.1 The Landlord keeps the roof, the pipes, the heating and the windows in repair. Urgent faults, such as a burst pipe or a failed heating in winter, are answered within twenty-four hours on 555-0142.',
  ),
  clause(
    '6.2 Small repairs up to 80 euros each, such as a dripping tap or a broken switch, are paid by the Tenants, but never more than 320 euros in one year.',
  ),
  heading('7. Pets'),
  clause(
    "7.1 The Tenants may keep one cat or one small dog of up to 12 kilograms. Any other animal needs the Landlord's written consent, which is not refused without reason.",
  ),
]

const endings = [
  heading('8. Use of the flat'),
  clause(
    '8.1 The flat is used as a home. Working from home is allowed as long as no customers are received.',
  ),
  clause(
    '8.2 Quiet hours are from 22:00 to 6:00 on weekdays and until 8:00 on Sundays and holidays.',
  ),
  clause(
    "8.3 Subletting the whole flat is not allowed. One room may be sublet with the Landlord's consent.",
  ),
  heading('9. Ending the lease early'),
  clause(
    "9.1 The Landlord may end the lease with three months' notice if two months' rent is unpaid, or if the house is to be torn down or rebuilt.",
  ),
  heading('10. Handing back'),
  clause(
    '10.1 The flat is handed back swept clean, with all keys. Holes in the walls are filled; repainting is not required after two years or more.',
  ),
  clause(
    '10.2 A protocol of the handover is signed by both sides, with the readings of all meters.',
  ),
  heading('Signatures'),
  clause(
    'Port Ellery, 12 August 2025. For the Landlord: Ingrid Vale. The Tenants: Maya Lindqvist, Tom Okafor.',
  ),
]

/** The lease of three pages that the README's question is about. */
export function makeLease(): Buffer {
  return writePdf('Lease agreement, 27 Lantern Lane', [parties, duties, endings])
}
