import { anything, choice, type FieldMap, flag, int, readOnly, ref, text } from './fields.ts';
import { billing, memberRef } from './shared-fields.ts';

/* Boards, their tables, and the service setup tables. */

export const boardFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  location: ref('location'),
  department: ref('department', 'identifier'),
  inactiveFlag: flag,
  projectFlag: flag,
  sendToContactFlag: flag,
  sendToResourceFlag: flag,
  sendToCCFlag: flag,
  billTicketsAfterClosedFlag: flag,
  billTime: billing,
  billExpense: billing,
  billProduct: billing,
  problemSort: choice('Ascending', 'Descending'),
  resolutionSort: choice('Ascending', 'Descending'),
  internalAnalysisSort: choice('Ascending', 'Descending'),
  markFirstNoteIssueFlag: flag,
};

export const statusFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  board: ref('board'),
  sortOrder: int,
  displayOnBoard: flag,
  inactive: flag,
  closedStatus: flag,
  timeEntryNotAllowed: flag,
  roundRobinCatchall: flag,
  defaultFlag: flag,
  escalationStatus: choice('NotResponded', 'Responded', 'ResolutionPlan', 'Resolved', 'NoEscalation'),
  customerPortalDescription: text(500),
  customerPortalFlag: flag,
};

export const typeFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  category: choice('Reactive', 'Proactive'),
  defaultFlag: flag,
  inactiveFlag: flag,
  requestForChangeFlag: flag,
  integrationXref: text(50),
  board: ref('board'),
};

export const subTypeFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  inactiveFlag: flag,
  typeAssociationIds: anything,
  board: ref('board'),
};

export const itemFields: FieldMap = { id: readOnly(int), name: text(50), inactiveFlag: flag, board: ref('board') };

export const associationFields: FieldMap = {
  id: readOnly(int),
  type: ref('type'),
  subType: ref('subType'),
  item: ref('item'),
  board: ref('board'),
};

export const teamFields: FieldMap = {
  id: readOnly(int),
  name: text(30),
  teamLeader: memberRef,
  members: anything,
  defaultFlag: flag,
  notifyOnTicketDelete: flag,
  boardId: int,
  locationId: int,
  businessUnitId: int,
};

export const priorityFields: FieldMap = {
  id: readOnly(int),
  name: text(50),
  color: text(),
  sortOrder: int,
  defaultFlag: flag,
  imageLink: text(),
  urgencySortOrder: text(),
  level: choice('Critical', 'High', 'Medium', 'Low'),
};

export const sourceFields: FieldMap = { id: readOnly(int), name: text(50), defaultFlag: flag };

export const serviceLocationFields: FieldMap = {
  id: readOnly(int),
  name: text(30),
  where: choice('OnSite', 'Remote', 'InHouse'),
  defaultFlag: flag,
};
