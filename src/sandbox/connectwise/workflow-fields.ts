import { choice, type FieldMap, flag, int, readOnly, ref, text, time } from './fields.ts';
import { memberRef } from './shared-fields.ts';

/* Workflow rules, their events and actions, from the specification. */

export const workflowFields: FieldMap = {
  id: readOnly(int),
  name: text(100),
  tableType: ref('workflowTableType', 'identifier'),
  location: ref('location'),
  department: ref('department', 'identifier'),
  activateFlag: flag,
  batchInterval: int,
  batchFrequencyUnit: choice('Minutes', 'Hours', 'Days'),
  batchLastRan: readOnly(time),
  batchSchedule: choice('AnyTime', 'MyCompanyOfficeHours', 'SlaHours'),
  board: ref('board'),
  connectWiseID: readOnly(text()),
};

export const workflowEventFields: FieldMap = {
  id: readOnly(int),
  name: text(),
  eventCondition: text(),
  frequencyUnit: choice('Minutes', 'Hours', 'Days', 'Months'),
  frequencyOfExecution: int,
  maxNumberOfExecution: int,
  executionTime: choice('Once', 'MultipleTimes', 'Continuously'),
  dateTestedUTC: readOnly(time),
  testRecordsMatched: readOnly(int),
  connectWiseID: readOnly(text()),
  parentId: readOnly(int),
};

export const workflowActionFields: FieldMap = {
  id: readOnly(int),
  notifyType: ref('workflowNotifyType', 'identifier'),
  specificMemberTo: memberRef,
  emailRecipient: text(250),
  specificMemberFrom: memberRef,
  emailFrom: text(250),
  subject: text(100),
  notes: text(),
  daysToExecute: int,
  board: ref('board'),
  boardStatus: ref('status', 'sort'),
  serviceType: ref('type'),
  serviceSubType: ref('subType'),
  serviceItem: ref('item'),
  detailNotesFlag: flag,
  internalNotesFlag: flag,
  auditNotesFlag: flag,
  servicePriority: ref('priority'),
  updateOwnerFlag: flag,
  connectWiseID: readOnly(text()),
  parentId: readOnly(int),
  grandParentId: readOnly(int),
};

/** What a rule can act on (table types) and what it can do (notify types): the vendor's set-up, not to be changed. */
export const ruleTypeFields: FieldMap = { id: readOnly(int), identifier: text(), name: text() };

export const triggerFields: FieldMap = {
  id: readOnly(int),
  name: text(),
  description: text(),
  hasOptionsFlag: flag,
  hasOperatorFlag: flag,
  customField: ref('userDefinedField'),
  expectedType: text(),
  parentId: int,
};

export const triggerOptionFields: FieldMap = {
  value: text(),
  name: text(),
  parentId: int,
  grandParentId: int,
};
