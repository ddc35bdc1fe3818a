import { choice, type FieldMap, flag, int, number, readOnly, ref, text, time, writeOnly } from './fields.ts';
import { companyRef, memberRef } from './shared-fields.ts';

/* What hangs on tickets: documents, time, schedule, tasks, from the specification. */

export const documentFields: FieldMap = {
  id: readOnly(int),
  title: text(),
  fileName: readOnly(text()),
  serverFileName: readOnly(text()),
  owner: readOnly(text()),
  linkFlag: readOnly(flag),
  imageFlag: readOnly(flag),
  publicFlag: readOnly(flag),
  htmlTemplateFlag: readOnly(flag),
  readOnlyFlag: flag,
  size: readOnly(int),
  urlFlag: readOnly(flag),
  createdOnDate: readOnly(text()),
  guid: readOnly(text()),
  privateFlag: writeOnly(flag),
  url: writeOnly(text()),
};

export const timeEntryFields: FieldMap = {
  id: readOnly(int),
  company: readOnly(companyRef),
  companyType: readOnly(text()),
  chargeToId: int,
  chargeToType: choice('Company', 'ServiceTicket', 'ProjectTicket', 'ChargeCode', 'Activity'),
  member: memberRef,
  locationId: int,
  businessUnitId: int,
  workType: ref('workType'),
  workRole: ref('workRole'),
  timeStart: time,
  timeEnd: time,
  hoursDeduct: number,
  actualHours: number,
  billableOption: choice('Billable', 'DoNotBill', 'NoCharge', 'NoDefault'),
  notes: text(),
  internalNotes: text(),
  addToDetailDescriptionFlag: flag,
  addToInternalAnalysisFlag: flag,
  addToResolutionFlag: flag,
  // Action flags: they send e-mail at this write and are not kept.
  emailResourceFlag: flag,
  emailContactFlag: flag,
  emailCcFlag: flag,
  emailCc: text(),
  hoursBilled: readOnly(number),
  enteredBy: readOnly(text()),
  dateEntered: readOnly(time),
  mobileGuid: readOnly(text()),
  status: readOnly(text()),
  ticket: readOnly(ref('ticket', 'summary')),
  project: readOnly(ref('project')),
  phase: readOnly(ref('phase')),
  ticketBoard: readOnly(text()),
  ticketStatus: readOnly(text()),
};

export const scheduleEntryFields: FieldMap = {
  id: readOnly(int),
  objectId: int,
  name: text(250),
  member: memberRef,
  where: ref('serviceLocation'),
  dateStart: time,
  dateEnd: time,
  status: ref('scheduleStatus'),
  type: ref('scheduleType', 'identifier'),
  doneFlag: flag,
  acknowledgedFlag: flag,
  ownerFlag: flag,
  meetingFlag: flag,
  allowScheduleConflictsFlag: flag,
  mobileGuid: readOnly(text()),
  acknowledgedDate: readOnly(time),
  closeDate: readOnly(time),
  hours: readOnly(number),
  startTimeSet: readOnly(flag),
  endTimeSet: readOnly(flag),
  notifyResource: writeOnly(flag),
};

export const scheduleTypeFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  identifier: text(1),
  systemFlag: readOnly(flag),
};

export const scheduleStatusFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  defaultFlag: flag,
  showAsTentativeFlag: flag,
};

export const workTypeFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  billTime: choice('Billable', 'DoNotBill', 'NoCharge'),
  rateType: choice('AdjAmount', 'Custom', 'Multiplier'),
  rate: number,
  overallDefaultFlag: flag,
  inactiveFlag: flag,
};

export const workRoleFields: FieldMap = { id: readOnly(int), name: text(50), inactiveFlag: flag };

export const taskFields: FieldMap = {
  id: readOnly(int),
  ticketId: readOnly(int),
  notes: text(),
  closedFlag: flag,
  priority: int,
  member: memberRef,
  resolution: text(),
  summary: text(),
};
