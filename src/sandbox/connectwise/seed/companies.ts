/* The customers of the seeded MSP: five companies with sites and contacts. Addresses are made up on real streets. */

export interface SeedSite {
  readonly name: string;
  readonly addressLine1: string;
  readonly addressLine2?: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly phone: string;
}
export interface SeedContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly email: string;
  readonly phone: string;
}
export interface SeedCompany {
  readonly identifier: string;
  readonly name: string;
  readonly website: string;
  readonly sites: readonly SeedSite[];
  readonly contacts: readonly SeedContact[];
}

export const seedStates: readonly (readonly [identifier: string, name: string])[] = [
  ['CT', 'Connecticut'],
  ['FL', 'Florida'],
  ['IL', 'Illinois'],
  ['MA', 'Massachusetts'],
  ['ME', 'Maine'],
  ['NJ', 'New Jersey'],
  ['OH', 'Ohio'],
  ['RI', 'Rhode Island'],
  ['TX', 'Texas'],
];

export const seedCompanies: readonly SeedCompany[] = [
  {
    identifier: 'HarborDental',
    name: 'Harbor Dental Group',
    website: 'www.harbordental.example',
    sites: [
      {
        name: 'Boston - Seaport',
        addressLine1: '88 Summer Street',
        addressLine2: 'Suite 410',
        city: 'Boston',
        state: 'MA',
        zip: '02110',
        phone: '6175550142',
      },
      {
        name: 'Providence',
        addressLine1: '55 Dorrance Street',
        city: 'Providence',
        state: 'RI',
        zip: '02903',
        phone: '4015550177',
      },
      {
        name: 'Portland',
        addressLine1: '120 Exchange Street',
        city: 'Portland',
        state: 'ME',
        zip: '04101',
        phone: '2075550118',
      },
    ],
    contacts: [
      {
        firstName: 'Renée',
        lastName: 'Dubois',
        title: 'Practice Manager',
        email: 'renee.dubois@harbordental.example',
        phone: '6175550143',
      },
      {
        firstName: 'Sam',
        lastName: 'Whitaker',
        title: 'Front Desk',
        email: 'sam.whitaker@harbordental.example',
        phone: '4015550178',
      },
    ],
  },
  {
    identifier: 'GardenStateFoods',
    name: 'Garden State Foods, Inc.',
    website: 'www.gardenstatefoods.example',
    sites: [
      {
        name: 'Newark Warehouse',
        addressLine1: '201 Port Street',
        addressLine2: 'Dock 14',
        city: 'Newark',
        state: 'NJ',
        zip: '07114',
        phone: '9735550121',
      },
      {
        name: 'Trenton Office',
        addressLine1: '33 West State Street',
        city: 'Trenton',
        state: 'NJ',
        zip: '08608',
        phone: '6095550160',
      },
    ],
    contacts: [
      {
        firstName: 'Marcus',
        lastName: 'Oyelaran',
        title: 'Warehouse Manager',
        email: 'marcus.oyelaran@gardenstatefoods.example',
        phone: '9735550122',
      },
      {
        firstName: 'Linda',
        lastName: "D'Angelo",
        title: 'Controller',
        email: 'linda.dangelo@gardenstatefoods.example',
        phone: '6095550161',
      },
    ],
  },
  {
    identifier: 'LoneStarCU',
    name: 'Lone Star Credit Union',
    website: 'www.lonestarcu.example',
    sites: [
      {
        name: 'Austin - Main',
        addressLine1: '600 Congress Avenue',
        addressLine2: 'Floor 3',
        city: 'Austin',
        state: 'TX',
        zip: '78701',
        phone: '5125550133',
      },
      {
        name: 'Round Rock Branch',
        addressLine1: '1200 East Palm Valley Boulevard',
        city: 'Round Rock',
        state: 'TX',
        zip: '78664',
        phone: '5125550134',
      },
      {
        name: 'San Marcos Branch',
        addressLine1: '340 North LBJ Drive',
        city: 'San Marcos',
        state: 'TX',
        zip: '78666',
        phone: '5125550135',
      },
    ],
    contacts: [
      {
        firstName: 'Priya',
        lastName: 'Raman',
        title: 'IT Director',
        email: 'priya.raman@lonestarcu.example',
        phone: '5125550136',
      },
      {
        firstName: 'José',
        lastName: 'Villarreal',
        title: 'Branch Manager',
        email: 'jose.villarreal@lonestarcu.example',
        phone: '5125550137',
      },
    ],
  },
  {
    identifier: 'LakesideLogistics',
    name: 'Lakeside Logistics LLC',
    website: 'www.lakesidelogistics.example',
    sites: [
      {
        name: 'Chicago HQ',
        addressLine1: '233 South Wacker Drive',
        addressLine2: 'Suite 2200',
        city: 'Chicago',
        state: 'IL',
        zip: '60606',
        phone: '3125550109',
      },
      {
        name: 'Columbus Cross-dock',
        addressLine1: '4150 Tuller Road',
        city: 'Columbus',
        state: 'OH',
        zip: '43017',
        phone: '6145550110',
      },
    ],
    contacts: [
      {
        firstName: 'Dana',
        lastName: 'Kowalczyk',
        title: 'Operations Lead',
        email: 'dana.kowalczyk@lakesidelogistics.example',
        phone: '3125550111',
      },
      {
        firstName: 'Theo',
        lastName: 'Brandt',
        title: 'Site Supervisor',
        email: 'theo.brandt@lakesidelogistics.example',
        phone: '6145550112',
      },
    ],
  },
  {
    identifier: 'CharterOakSchools',
    name: 'Charter Oak School District',
    website: 'www.charteroak.example',
    sites: [
      {
        name: 'District Office',
        addressLine1: '960 Main Street',
        city: 'Hartford',
        state: 'CT',
        zip: '06103',
        phone: '8605550150',
      },
      {
        name: 'Elm Street Elementary',
        addressLine1: '77 Elm Street',
        city: 'New Haven',
        state: 'CT',
        zip: '06510',
        phone: '2035550151',
      },
      {
        name: 'Coastal Campus',
        addressLine1: '1500 Ocean Drive',
        city: 'Miami Beach',
        state: 'FL',
        zip: '33139',
        phone: '3055550152',
      },
    ],
    contacts: [
      {
        firstName: 'Grace',
        lastName: 'Okafor',
        title: 'Technology Coordinator',
        email: 'grace.okafor@charteroak.example',
        phone: '8605550153',
      },
      {
        firstName: 'Bill',
        lastName: "O'Rourke",
        title: 'Facilities',
        email: 'bill.orourke@charteroak.example',
        phone: '2035550154',
      },
    ],
  },
];
