import type { Json } from '../../../shared/json.ts';
import { randomGuid } from '../../kernel/random.ts';
import { toVendorTime } from '../records.ts';
import { seedCompanies, seedStates } from './companies.ts';
import { type SeedField, seedScreens } from './custom-fields.ts';
import { at, dayMs, type SeedTables } from './seed-tables.ts';

/* Companies with sites and contacts, and the custom field definitions. */

export function addCompanies(seed: SeedTables): void {
  const country = { id: 1 };
  const type = seed.add('configurationTypes', { name: 'Network device' });
  const nextItemId = (): number => {
    const id = (seed.lastIds.communicationItems ?? 0) + 1;
    seed.lastIds.communicationItems = id;
    return id;
  };
  for (const plan of seedCompanies) {
    const company = seed.add('companies', {
      identifier: plan.identifier,
      name: plan.name,
      status: { id: 1 },
      website: plan.website,
      country,
      deletedFlag: false,
      leadFlag: false,
      unsubscribeFlag: false,
      isVendorFlag: false,
      types: [{ id: 1, name: 'Customer' }],
    });
    const sites = plan.sites.map((site, index) =>
      seed.add('sites', {
        name: site.name,
        addressLine1: site.addressLine1,
        addressLine2: site.addressLine2,
        city: site.city,
        stateReference: { id: seedStates.findIndex(([identifier]) => identifier === site.state) + 1 },
        zip: site.zip,
        country,
        phoneNumber: site.phone,
        primaryAddressFlag: index === 0,
        defaultShippingFlag: index === 0,
        defaultBillingFlag: index === 0,
        defaultMailingFlag: index === 0,
        inactiveFlag: false,
        billSeparateFlag: false,
        company: at(company),
      }),
    );
    const contacts = plan.contacts.map((contact, index) => {
      const items: Json[] = [
        {
          id: nextItemId(),
          type: { id: 1 },
          value: contact.email,
          defaultFlag: true,
          domain: contact.email.slice(contact.email.indexOf('@')),
          communicationType: 'Email',
        },
        { id: nextItemId(), type: { id: 2 }, value: contact.phone, defaultFlag: true, communicationType: 'Phone' },
      ];
      return seed.add('contacts', {
        firstName: contact.firstName,
        lastName: contact.lastName,
        title: contact.title,
        company: at(company),
        site: { id: sites[index % sites.length]?.id ?? 0 },
        inactiveFlag: false,
        marriedFlag: false,
        childrenFlag: false,
        portalSecurityLevel: 1,
        disablePortalLoginFlag: true,
        unsubscribeFlag: false,
        defaultPhoneType: 'Direct',
        defaultPhoneNbr: contact.phone,
        defaultBillingFlag: false,
        defaultFlag: index === 0,
        communicationItems: items,
        types: [],
      });
    });
    const [main] = plan.sites;
    Object.assign(company, {
      addressLine1: main?.addressLine1,
      addressLine2: main?.addressLine2,
      city: main?.city,
      state: main?.state,
      zip: main?.zip,
      phoneNumber: main?.phone,
      site: sites[0] === undefined ? null : at(sites[0]),
      defaultContact: contacts[0] === undefined ? null : at(contacts[0]),
    });
    seed.add('configurations', {
      name: `${plan.identifier}-FW01`,
      type: at(type),
      company: at(company),
      site: sites[0] === undefined ? null : at(sites[0]),
      deviceIdentifier: `${plan.identifier}-FW01`,
      serialNumber: `FW${company.id}0042`,
      ipAddress: '10.20.30.1',
      activeFlag: true,
    });
  }
}

/** Defines the custom fields of one screen. */
export function addCustomFields(
  seed: SeedTables,
  screen: keyof typeof seedScreens,
  fields: readonly SeedField[],
  random: () => number,
  nowMs: number,
): void {
  // Options count through all screens, five being the first id seen in recordings.
  let optionId = 5 + seed.tables.userDefinedFields.length * 10;
  for (const [index, field] of fields.entries()) {
    seed.add('userDefinedFields', {
      ...seedScreens[screen],
      caption: field.caption,
      sequenceNumber: index + 1,
      fieldTypeIdentifier: field.type,
      numberDecimals: field.decimals ?? 0,
      entryTypeIdentifier: field.entry,
      requiredFlag: false,
      displayOnScreenFlag: true,
      readOnlyFlag: field.readOnly ?? false,
      listViewFlag: true,
      buttonUrl: field.buttonUrl,
      options: field.options?.map((optionValue, order) => ({
        id: optionId++,
        optionValue,
        defaultFlag: order === 0,
        inactiveFlag: false,
        sortOrder: order,
      })),
      businessUnitIds: [],
      locationIds: [],
      connectWiseID: randomGuid(random),
      dateCreated: toVendorTime(nowMs - 200 * dayMs),
    });
  }
}
