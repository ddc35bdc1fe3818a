import { anything, choice, type FieldMap, flag, int, number, readOnly, ref, text, time } from './fields.ts';

/* Members, locations, departments, custom field definitions, callback entries. */

export const memberFields: FieldMap = {
  id: readOnly(int),
  identifier: text(15),
  licenseClass: choice('A', 'C', 'F', 'X'),
  firstName: text(30),
  middleInitial: text(1),
  lastName: text(30),
  title: text(),
  hireDate: time,
  inactiveFlag: flag,
  officeEmail: text(250),
  mobileEmail: text(250),
  homeEmail: text(250),
  primaryEmail: text(250),
  defaultEmail: choice('Office', 'Mobile', 'Home'),
  officePhone: text(15),
  mobilePhone: text(15),
  defaultPhone: choice('Office', 'Mobile', 'Home'),
  adminFlag: flag,
  timeZone: ref(null),
  securityRole: ref(null),
  workRole: ref(null),
  serviceDefaultBoard: ref('board'),
  dailyCapacity: number,
};

export const locationFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  structureLevel: anything,
  locationFlag: flag,
};
export const departmentFields: FieldMap = { id: readOnly(int), identifier: text(15), name: text(50) };

export const userDefinedFieldFields: FieldMap = {
  id: readOnly(int),
  podId: int,
  podDescription: readOnly(text()),
  caption: text(25),
  sequenceNumber: int,
  screenId: text(25),
  screenDescription: readOnly(text()),
  helpText: text(1000),
  fieldTypeIdentifier: choice(
    'TextArea',
    'Button',
    'Currency',
    'Date',
    'Hyperlink',
    'IPAddress',
    'Checkbox',
    'Number',
    'Percent',
    'PhoneNumber',
    'Text',
    'Password',
  ),
  numberDecimals: int,
  entryTypeIdentifier: choice('Date', 'EntryField', 'List', 'Option'),
  requiredFlag: flag,
  displayOnScreenFlag: flag,
  readOnlyFlag: flag,
  listViewFlag: flag,
  buttonUrl: text(1000),
  options: anything,
  businessUnitIds: anything,
  locationIds: anything,
  connectWiseID: readOnly(text()),
  dateCreated: readOnly(time),
};

export const callbackFields: FieldMap = {
  id: readOnly(int),
  description: text(100),
  url: text(),
  objectId: int,
  type: text(),
  level: text(),
  memberId: readOnly(int),
  payloadVersion: text(),
  inactiveFlag: flag,
  isSoapCallbackFlag: flag,
  isSelfSuppressedFlag: flag,
  connectWiseID: readOnly(text()),
};
