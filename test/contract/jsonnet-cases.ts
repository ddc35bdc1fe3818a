import type { Json, JsonObject } from '../../src/shared/json.ts';

/** A work order as mappings read it, in Field Nation's own shape. */
export const workOrder: JsonObject = {
  id: 91422,
  title: '  Replace switch at Store 12 ',
  status: { id: 9, name: 'Work Done' },
  priority: 'urgent',
  description: 'Switch SW-3 drops packets.\nCall "on site".\tImportant: import the config.',
  assignee: { user: { id: 5501, first_name: 'Ana', last_name: 'Ruiz', email: 'ana.ruiz@example.com', phone: null } },
  schedule: { service_window: { mode: 'exact', start: { utc: '2026-11-22 14:30:00' } } },
  time_logs: { hours: 1.5 },
  pay: {
    type: 'hourly',
    amount: 180.456,
    hourly_rate: 45,
    expense: {
      results: [
        { id: 1, amount: 50, category: { name: 'Travel' }, description: 'Mileage', status: 'approved' },
        { id: 2, amount: 25.5, category: { name: 'Materials' }, description: 'Parts', status: { name: 'Approved' } },
        { id: 3, amount: 120, category: { name: 'Travel' }, description: 'Flight', status: 'denied' },
        { id: 4, amount: 80, category: { name: 'Lodging' }, description: 'Hotel', approved: '2026-11-20 10:00:00' },
      ],
    },
  },
  location: { address1: '1 Main St', city: 'Tampa', state: 'FL', zip: '33602', company: { name: 'Acme' } },
  contacts: [
    { name: 'Bo', email: 'bo@example.com', is_primary: false },
    { name: 'Cy', email: 'cy@example.com', is_primary: true },
  ],
  custom_fields: {
    results: [
      {
        name: 'Buyer',
        results: [
          { id: 835, name: 'PO', value: 'PO-77' },
          { id: 912, name: 'Site', value: '' },
        ],
      },
    ],
    '840': 'flat',
  },
  customFields: [{ id: 12, caption: 'Asset', value: 'A-1' }],
  tasks_completed: 3,
  tasks_total: 8,
  'odd.name': 'dotted',
};

export interface Case {
  readonly name: string;
  readonly script: string;
  readonly gives: Json;
}

const one = (name: string, script: string, gives: Json): Case => ({ name, script, gives });

/** Every function of `$.util`. */
export const utilCases: readonly Case[] = [
  one('lookup_field: a path', `$.util.lookup_field($.input, 'location.company.name', 'Unknown')`, 'Acme'),
  one('lookup_field: through a list', `$.util.lookup_field($.input, 'contacts[0].email', '')`, 'bo@example.com'),
  one('lookup_field: through a list with a dot', `$.util.lookup_field($.input, 'contacts.1.name', '')`, 'Cy'),
  one('lookup_field: not there', `$.util.lookup_field($.input, 'location.county', 'none')`, 'none'),
  one('lookup_field: behind a text', `$.util.lookup_field($.input, 'priority.level', 'none')`, 'none'),
  one('lookup_field: behind the end of a list', `$.util.lookup_field($.input, 'contacts[7].email', 'none')`, 'none'),
  one(
    'lookup_field: null counts as not there',
    `$.util.lookup_field($.input, 'assignee.user.phone', 'no phone')`,
    'no phone',
  ),
  one('lookup_field: raw', `$.util.lookup_field($.input, 'odd.name', '', true)`, 'dotted'),
  one(
    'lookup_field: by name of the parameter',
    `$.util.lookup_field(obj=$.input, path='odd.name', default='-', raw=false)`,
    '-',
  ),
  one('lookup_field: whole record as workorder', `$.util.lookup_field($.input, 'workorder.id', 0)`, 91422),
  one('$.input.workorder', '$.input.workorder.location.city', 'Tampa'),
  one('lookup_custom_field: in a group', `$.util.lookup_custom_field('835', $.input, 'N/A')`, 'PO-77'),
  one('lookup_custom_field: number', '$.util.lookup_custom_field(835, $.input)', 'PO-77'),
  one('lookup_custom_field: empty', `$.util.lookup_custom_field('912', $.input, 'N/A')`, 'N/A'),
  one('lookup_custom_field: none', `$.util.lookup_custom_field('1', $.input)`, ''),
  one('lookup_custom_field: by number', `$.util.lookup_custom_field(840, $.input)`, 'flat'),
  one('lookup_custom_field: of a ticket', '$.util.lookup_custom_field(12, $.input)', 'A-1'),
  one(
    'array_map: fits',
    `$.util.array_map([{ cmp: 'fixed', val: 'F' }, { cmp: 'hourly', val: 'H' }], $.input.pay.type, '?')`,
    'H',
  ),
  one(
    'array_map: case counts',
    `$.util.array_map([{ cmp: 'Hourly', val: 'H' }], $.input.pay.type, 'Unknown')`,
    'Unknown',
  ),
  one('array_map: the first that fits', `$.util.array_map([{ cmp: 1, val: 'a' }, { cmp: 1, val: 'b' }], 1, '?')`, 'a'),
  one(
    'range_map',
    `local r = [{ cmp: 0.5, val: 'a' }, { cmp: 1, val: 'b' }, { cmp: 2, val: 'c' }];
[$.util.range_map(r, v, 'd') for v in [0.3, 0.5, 1.5, 3, -4, '0.75', '007', 'many', null]]`,
    ['a', 'a', 'c', 'd', 'a', 'b', 'd', 'd', 'd'],
  ),
  one('date_time_format_fn_utc', '$.util.date_time_format_fn_utc()', 'YYYY-MM-DD HH:mm:ss'),
  one('array_sum', '$.util.array_sum([10, 22, 4])', 36),
  one('array_sum: only numbers count', `$.util.array_sum([1, '2.5', null, 'x', ''])`, 3.5),
  one('array_sum: of nothing', '$.util.array_sum([])', 0),
  one(
    'object_map_array',
    `$.util.object_map_array($.input.pay.expense.results, { amount: 'a', 'category.name': 'c', nothing: 'n' })[0:2]`,
    [
      { a: 50, c: 'Travel' },
      { a: 25.5, c: 'Materials' },
    ],
  ),
  one('results_values', `$.util.results_values($.input.pay.expense.results, 'category.name', 'Unknown')`, [
    'Travel',
    'Materials',
    'Travel',
    'Lodging',
  ]),
  one('results_values: default', `$.util.results_values($.input.contacts, 'phone')`, ['', '']),
  one(
    'results_values: of the object that carries them',
    `$.util.results_values($.input.pay.expense, 'id')`,
    [1, 2, 3, 4],
  ),
  one('results_values_unique', `$.util.results_values_unique($.input.pay.expense.results, 'category.name')`, [
    'Travel',
    'Materials',
    'Lodging',
  ]),
  one(
    'results_group_by',
    `local g = $.util.results_group_by($.input.pay.expense.results, 'category.name', $.util.is_expense_approved_fn, false);
{ [k]: [e.id for e in g[k]] for k in std.objectFields(g) }`,
    { Lodging: [4], Materials: [2], Travel: [1] },
  ),
  one(
    'results_group_by: without a filter',
    `std.length($.util.results_group_by($.input.pay.expense.results, 'category.name', null).Travel)`,
    2,
  ),
  one('is_expense_approved_fn', 'std.map($.util.is_expense_approved_fn, $.input.pay.expense.results)', [
    true,
    true,
    false,
    true,
  ]),
  one('sum_expense_field', `$.util.sum_expense_field($.input.pay.expense.results, 'amount')`, 275.5),
  one(
    'sum_expense_field: approved ones',
    `$.util.sum_expense_field(std.filter($.util.is_expense_approved_fn, $.input.pay.expense.results), 'amount')`,
    155.5,
  ),
];

const utc = '$.input.schedule.service_window.start.utc';

/** Dates are converted by the same function as DATE_CONVERT rules. */
export const dateCases: readonly Case[] = [
  one(
    'date_convert: another zone',
    `$.util.date_convert(${utc}, $.util.date_time_format_fn_utc(), 'MM/DD/YYYY h:mm:ss A', 'UTC', 'America/New_York')`,
    '11/22/2026 9:30:00 AM',
  ),
  one(
    'date_convert: in summer',
    `$.util.date_convert('2026-07-01 12:00:00', 'YYYY-MM-DD HH:mm:ss', 'HH:mm', 'UTC', 'America/New_York')`,
    '08:00',
  ),
  one(
    'date_convert: unix seconds and milliseconds',
    `$.util.date_convert($.util.date_convert(${utc}, 'YYYY-MM-DD HH:mm:ss', 'X'), 'X', 'x')`,
    '1795357800000',
  ),
  one('date_convert: a number', `$.util.date_convert(1795357800, 'X', 'YYYY-MM-DD')`, '2026-11-22'),
  one('date_convert: nothing', `[$.util.date_convert(v, 'YYYY', 'X') for v in ['', null]]`, ['', '']),
  one('date_add', `$.util.date_add(${utc}, $.util.date_time_format_fn_utc())`, '2026-11-23 14:30:00'),
  one('date_add: over the end of a year, told from the value', `$.util.date_add('2026-12-31')`, '2027-01-01'),
];

/** Scripts in the style of Field Nation's own examples. */
export const scriptCases: readonly Case[] = [
  one(
    'an object of one field',
    `{\n  full_name: $.util.lookup_field($.input, 'assignee.user.first_name', '') + ' ' +\n             $.util.lookup_field($.input, 'assignee.user.last_name', '')\n}`,
    { full_name: 'Ana Ruiz' },
  ),
  one('a text alone', `$.input.assignee.user.first_name + ' ' + $.input.assignee.user.last_name`, 'Ana Ruiz'),
  one(
    'conditions',
    `local hours = $.util.lookup_field($.input, 'time_logs.hours', 0);
local is_urgent = $.util.lookup_field($.input, 'priority', '') == 'urgent';
if is_urgent && hours > 2 then 'Critical'
else if is_urgent then 'High'
else if hours > 4 then 'Medium'
else 'Low'`,
    'High',
  ),
  one('upper case', `std.asciiUpper($.util.lookup_field($.input, 'location.city', ''))`, 'TAMPA'),
  one('lower case', `std.asciiLower($.input.location.state)`, 'fl'),
  one(
    'domain of an address',
    `local parts = std.split($.input.assignee.user.email, '@');\nif std.length(parts) > 1 then parts[1] else ''`,
    'example.com',
  ),
  one('white space taken away', `std.stripChars($.input.title, ' \\t\\n')`, 'Replace switch at Store 12'),
  one('trim', 'std.trim($.input.title)', 'Replace switch at Store 12'),
  one('filter', `std.length(std.filter(function(e) e.amount > 60, $.input.pay.expense.results))`, 2),
  one('map', 'std.map(function(e) e.amount, $.input.pay.expense.results)', [50, 25.5, 120, 80]),
  one(
    'first that fits',
    `local travel = std.filter(function(e) e.category.name == 'Travel', $.input.pay.expense.results);\nif std.length(travel) > 0 then travel[0].id else null`,
    1,
  ),
  one(
    'none that fits gives nothing',
    `local x = std.filter(function(e) e.id == 9, $.input.pay.expense.results);\nif std.length(x) > 0 then x[0] else null`,
    null,
  ),
  one('rounding', 'std.round($.input.pay.amount * 100) / 100', 180.46),
  one('money', `'$%.2f' % $.input.pay.amount`, '$180.46'),
  one(
    'money from a number shows what binary left behind',
    `"$" + std.toString(std.round($.input.pay.amount * 100) / 100)`,
    '$180.46000000000001',
  ),
  one('percent', `std.round(($.input.tasks_completed / $.input.tasks_total) * 100) + "%"`, '38%'),
  one(
    'nested object',
    `{ contact: { name: $.input.contacts[0].name, address: { city: $.input.location.city, zip: $.input.location.zip } } }`,
    { contact: { name: 'Bo', address: { city: 'Tampa', zip: '33602' } } },
  ),
  one(
    'status map',
    `{
  external_status:
    local fn_status = $.util.lookup_field($.input, 'status.name', '');
    local is_assigned = $.util.lookup_field($.input, 'assignee.user.id', 0) > 0;
    if fn_status == 'Approved' then 'Closed - Approved'
    else if fn_status == 'Work Done' then 'Closed - Completed'
    else if is_assigned then 'In Progress'
    else 'Draft'
}`,
    { external_status: 'Closed - Completed' },
  ),
  one(
    'checks that add up',
    `local title = $.util.lookup_field($.input, 'title', '');
local errors = [];
local errors2 = if title == '' then errors + ['Missing title'] else errors;
local errors3 = if $.util.lookup_field($.input, 'pay.fee', 0) <= 0 then errors2 + ['Invalid fee'] else errors2;
{ valid: std.length(errors3) == 0, errors: errors3 }`,
    { valid: false, errors: ['Invalid fee'] },
  ),
  one(
    'primary contact',
    `local c = $.input.contacts;\nlocal primary = std.filter(function(x) x.is_primary == true, c);\nif std.length(primary) > 0 then primary[0].email else c[0].email`,
    'cy@example.com',
  ),
  one(
    'total and average',
    `local all = $.input.pay.expense.results;\nlocal total = $.util.sum_expense_field(all, 'amount');\n{ total: total, count: std.length(all), average: total / std.length(all) }`,
    { total: 275.5, count: 4, average: 68.875 },
  ),
  one(
    'checking types',
    `local n = $.util.lookup_field($.input, 'tasks_completed', 0);\nif std.isNumber(n) && !std.isString(n) then n else std.parseInt(n)`,
    3,
  ),
  one('trace answers its value', `std.trace('Field value: ' + $.input.priority, $.input.priority)`, 'urgent'),
  one('join', `std.join(', ', [c.name for c in $.input.contacts])`, 'Bo, Cy'),
  one('fold', `std.foldl(function(sum, e) sum + e.amount, $.input.pay.expense.results, 0)`, 275.5),
  one('fold from the right', `std.foldr(function(c, rest) c.name + rest, $.input.contacts, '.')`, 'BoCy.'),
  one('list comprehension with a condition', `[e.description for e in $.input.pay.expense.results if e.amount < 60]`, [
    'Mileage',
    'Parts',
  ]),
  one('object comprehension', `{ [c.name]: c.email for c in $.input.contacts }`, {
    Bo: 'bo@example.com',
    Cy: 'cy@example.com',
  }),
  one('computed field', `{ ['wo_' + $.input.id]: true }`, { wo_91422: true }),
  one('hidden and derived fields', `{ base:: 2, twice: self.base * 2 } { base:: 5 }`, { twice: 10 }),
  one('merging', `std.mergePatch({ a: 1, b: { c: 2 } }, { b: { d: 3 } })`, { a: 1, b: { c: 2, d: 3 } }),
  one('inheritance', `local base = { name: 'x', label: 'WO ' + self.name };\nbase { name: 'y' }`, {
    label: 'WO y',
    name: 'y',
  }),
  one('functions', `local initials(u) = u.first_name[0] + u.last_name[0];\ninitials($.input.assignee.user)`, 'AR'),
  one('default parameters', `local tag(text, mark='#') = mark + text;\ntag('a') + tag('b', mark='@')`, '#a@b'),
  one('recursion', `local fact(n) = if n <= 1 then 1 else n * fact(n - 1);\nfact(10)`, 3628800),
  one(
    'a text over lines',
    `|||\n  Work order %d\n    at %s\n||| % [$.input.id, $.input.location.city]`,
    'Work order 91422\n  at Tampa\n',
  ),
  one('formats by name', `'%(first_name)s <%(email)s>' % $.input.assignee.user`, 'Ana <ana.ruiz@example.com>'),
  one('formats numbers', `std.format('%05d|%5.1f|%x', [42, 2.25, 255])`, '00042|  2.3|ff'),
  one('replacing', `std.strReplace($.input.location.zip, '336', 'x')`, 'x02'),
  one('parts of a text', `[std.substr('ticket 1042', 7, 4), 'ticket'[0:3], std.substr('abc', 9, 2)]`, [
    '1042',
    'tic',
    '',
  ]),
  one('splitting at more than one character', `std.split('a, b, c', ', ')`, ['a', 'b', 'c']),
  one('starts and ends', `[std.startsWith($.input.priority, 'urg'), std.endsWith($.input.priority, 'urg')]`, [
    true,
    false,
  ]),
  one('escaping for HTML', `std.escapeStringXML('<b>"&"</b>')`, '&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;'),
  one('sorting', `[e.id for e in std.sort($.input.pay.expense.results, function(e) e.amount)]`, [2, 1, 4, 3]),
  one('set of values', `std.set([e.category.name for e in $.input.pay.expense.results])`, [
    'Lodging',
    'Materials',
    'Travel',
  ]),
  one('reverse, member, range', `[std.reverse([1, 2]), std.member([1, 2], 2), std.range(1, 3)]`, [
    [2, 1],
    true,
    [1, 2, 3],
  ]),
  one(
    'newer list functions',
    `[std.sum([1, 2]), std.any([false, true]), std.all([true]), std.contains(['a'], 'a'), std.maxArray([3, 9, 4])]`,
    [3, true, true, true, 9],
  ),
  one('std.get', `std.get($.input, 'nothing', 'default')`, 'default'),
  one(
    'fields of an object',
    `[std.objectHas($.input.location, 'zip'), std.objectFields({ b: 1, a: 2 }), std.objectValues({ b: 1, a: 2 })]`,
    [true, ['a', 'b'], [2, 1]],
  ),
  one('JSON as text', `std.parseJson(std.manifestJsonEx({ a: [1, null, true] }, '  '))`, { a: [1, null, true] }),
  one('base64 and MD5', `[std.base64('Ana'), std.base64Decode('QW5h'), std.md5('a')]`, [
    'QW5h',
    'Ana',
    '0cc175b9c0f1b6a831c399e269772661',
  ]),
  one(
    'arithmetic',
    `[7 % 3, std.floor(7 / 2), std.pow(2, 10), std.max(3, 4), std.abs(-2), 1 << 4, 6 & 3]`,
    [1, 3, 1024, 4, 2, 16, 2],
  ),
  one('equality of wholes', `$.input.contacts[0] == { name: 'Bo', email: 'bo@example.com', is_primary: false }`, true),
  one(
    'comments of every kind',
    `// one\n# two\n/* three\n import 'x' */\n'kept // in texts # too'`,
    'kept // in texts # too',
  ),
  one('the word import in texts', `['import', "importstr 'x'", @'import', |||\n  import of goods\n|||]`, [
    'import',
    "importstr 'x'",
    'import',
    'import of goods\n',
  ]),
  one(
    'texts with escapes',
    `'tab\\t, quote \\', euro \\u20ac, backslash \\\\'`,
    "tab\t, quote ', euro €, backslash \\",
  ),
  one('characters beyond the first 65,536', `'🔧' + std.length('🔧')`, '🔧1'),
  one('assertions that hold', `assert std.length($.input.contacts) > 0 : 'no contact';\n'ok'`, 'ok'),
  one('null, true and numbers as they are', `[null, true, -0.5, 1e3, 91422]`, [null, true, -0.5, 1000, 91422]),
  one('the record itself', `$.input.location`, {
    address1: '1 Main St',
    city: 'Tampa',
    state: 'FL',
    zip: '33602',
    company: { name: 'Acme' },
  }),
];

/** What only native Jsonnet can do; the portable one says so in `lacks`. */
export const nativeOnlyCases: readonly Case[] = [
  one('std.parseYaml', `std.parseYaml('a: [1, 2]')`, { a: [1, 2] }),
  one('std.manifestTomlEx', `std.manifestTomlEx({ a: 1 }, '  ')`, 'a = 1'),
  one('std.manifestYamlDoc without quotes', `std.manifestYamlDoc({ a: 'b' }, quote_keys=false)`, 'a: "b"'),
];
