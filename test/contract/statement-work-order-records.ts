import type { Excuse } from './excuses.ts';
import type { Fact, Operation } from './statement.ts';

/* The statement's part about what hangs on a Field Nation work order (messages, files, visits, money), its actions, and look-ups. */

/** Fields of a work order beyond those that are mapped. */
export const recordParts: readonly Fact[] = [
  ['manager.id', 'number'],
  ['manager.name', 'string'],
  ['attachments.results', 'array'],
  ['attachments.results[].id', 'number', 'required'],
  ['attachments.results[].name', 'string', 'required'],
  ['attachments.results[].type', 'string', 'required'],
  ['attachments.results[].max_bytes', 'number'],
  ['attachments.results[].results[].id', 'number', 'required'],
  ['attachments.results[].results[].upload_unique_id', 'string', 'required'],
  ['attachments.results[].results[].folder_id', 'number'],
  ['attachments.results[].results[].notes', 'string'],
  ['attachments.results[].results[].author.id', 'number'],
  ['attachments.results[].results[].author.first_name', 'string'],
  ['attachments.results[].results[].author.last_name', 'string'],
  ['attachments.results[].results[].created.utc', 'string'],
  ['attachments.results[].results[].file.name', 'string', 'required'],
  ['attachments.results[].results[].file.mime', 'string'],
  ['attachments.results[].results[].file.size_bytes', 'number'],
  ['attachments.results[].results[].file.link', 'string', 'required'],
  ['time_logs.results[].id', 'number', 'required'],
  ['time_logs.results[].in.created.utc', 'string'],
  ['time_logs.results[].out.created.utc', 'string'],
  ['time_logs.results[].hours', 'number'],
  ['pay.total', 'number'],
  ['pay.expenses.sum.all', 'number'],
  ['pay.expenses.results[].id', 'number', 'required'],
  ['pay.expenses.results[].description', 'string'],
  ['pay.expenses.results[].amount', 'number', 'required'],
  ['pay.expenses.results[].quantity', 'number'],
  ['pay.expenses.results[].status', 'string', 'required'],
  ['pay.expenses.results[].approved.utc', 'string'],
];

const message = (path: string): readonly Fact[] => [
  [`${path}.msg_id`, 'string', 'required'],
  [`${path}.parent_id`, 'string'],
  [`${path}.message`, 'string', 'required'],
  [`${path}.role`, 'string'],
  [`${path}.from.id`, 'number', 'required'],
  [`${path}.from.name`, 'string'],
  [`${path}.from.role`, 'string'],
  [`${path}.to.role`, 'string'],
  [`${path}.created.utc`, 'string', 'required'],
];
const messages: readonly Fact[] = [
  ['metadata.pages', 'number'],
  ['results', 'array', 'required'],
  ...message('results[]'),
  ['results[].replies', 'array'],
  ...message('results[].replies[]'),
];
const named: readonly Fact[] = [
  ['metadata.pages', 'number'],
  ['metadata.total', 'number'],
  ['results', 'array', 'required'],
  ['results[].id', 'number', 'required'],
  ['results[].name', 'string'],
];
const paging = ['page', 'per_page', 'access_token'];
const rest = '/api/rest/v2';
const call = (method: Operation['method'], path: string, more: Partial<Operation>): Operation => ({
  vendor: 'fieldnation',
  method,
  path: `${rest}${path}`,
  query: ['access_token'],
  success: 200,
  ...more,
});
const workOrderId: readonly Fact[] = [['id', 'number', 'required']];

export const recordOperations: readonly Operation[] = [
  call('GET', '/workorders/{}/messages', { reads: messages }),
  call('POST', '/workorders/{}/messages', {
    sends: [
      ['message', 'string', 'required'],
      ['type', 'string', 'required'],
    ],
    reads: messages,
  }),
  call('POST', '/workorders/{}/messages/{}', { sends: [['message', 'string', 'required']], reads: messages }),
  call('POST', '/workorders/{}/attachments/{}', {
    sends: [
      ['file', 'string', 'required'],
      ['notes', 'string'],
    ],
    reads: recordParts.filter(([path]) => path.startsWith('attachments.')),
  }),
  call('POST', '/workorders/{}/route', { sends: [['technician.id', 'number', 'required']], reads: workOrderId }),
  call('POST', '/workorders/{}/mass-route', { sends: [['ids', 'array', 'required']] }),
  call('DELETE', '/workorders/{}', {
    query: ['cancel_reason', 'access_token'],
    reads: [...workOrderId, ['status.name', 'string', 'required']],
  }),
  call('GET', '/company/managers', {
    query: paging,
    reads: [
      ['[].id', 'number', 'required'],
      ['[].first_name', 'string'],
      ['[].last_name', 'string'],
    ],
  }),
  call('GET', '/users/{}', { reads: [['email', 'string']] }),
  call('GET', '/preferred-provider-groups', { query: paging, reads: named }),
  call('GET', '/preferred-provider-groups/{}/users', {
    query: paging,
    reads: named.filter(([path]) => path !== 'results[].name'),
  }),
  call('GET', '/clients', { query: paging, reads: named }),
  call('GET', '/projects', { query: paging, reads: named }),
  call('GET', '/custom-fields', {
    query: paging,
    reads: [
      ...named,
      ['results[].type', 'string', 'required'],
      ['results[].tip', 'string'],
      ['results[].required', 'number'],
      ['results[].unique', 'number'],
      ['results[].for_tech', 'number'],
    ],
  }),
];

export const recordExcuses: readonly Excuse[] = [
  {
    name: 'Field Nation look-ups have pages in their answers and no parameters for them; those of the work order list are sent',
    where:
      /^fieldnation GET .*(managers|groups|users|clients|projects|custom-fields) \| statement \| query (page|per_page): not declared/,
  },
  {
    name: 'Field Nation lists of clients and projects declare only ids; names and the rest of the single record are answered',
    where:
      /^fieldnation GET .*\/(clients|projects) \| (statement \| reads |received \| \.)results\[\]\.\w+: not declared/,
  },
  {
    name: 'Field Nation lists of messages have sharedText, as the reference shows',
    where: /^fieldnation (GET|POST) .*\/messages.* \| received \| \.sharedText: not declared/,
  },
  {
    name: 'Field Nation collections have search_text by convention',
    where: /^fieldnation GET .*\/custom-fields \| received \| \.search_text: not declared/,
  },
];
