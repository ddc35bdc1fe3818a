/*
 * What scripts find as `$.util`: the functions of Field Nation's connector (its page "Custom actions with JSONNET"), so that a script written for it
 * runs here as it is. `convert` turns one date into another (value, format in, format out, zone in, zone out); the host brings it.
 * Where that page leaves something open, the comment says what was chosen.
 */
function(convert) {
  local util = self,
  local nothing = { nothing:: true },
  // No field of a record is hidden, so no record is taken for it.
  local isNothing(value) =
    std.type(value) == 'object' && std.objectHasAll(value, 'nothing') && !std.objectHas(value, 'nothing'),
  local isText(value) = std.type(value) == 'string',

  // 'contacts[0].email' -> ['contacts', '0', 'email']
  local steps(path) =
    [step for step in std.split(std.strReplace(std.strReplace(path, ']', ''), '[', '.'), '.') if step != ''],

  local digits(text) = text != '' && std.length([c for c in std.stringChars(text) if c < '0' || c > '9']) == 0,

  local member(value, step) =
    if std.type(value) == 'object' then (if std.objectHasAll(value, step) then value[step] else nothing)
    else if std.type(value) == 'array' && digits(step) && std.length(step) < 9 && std.parseInt(step) < std.length(value)
    then value[std.parseInt(step)]
    else nothing,

  local walk(value, path) =
    std.foldl(function(at, step) if isNothing(at) then at else member(at, step), path, value),

  local withoutZeros(text) =
    if std.length(text) > 1 && text[0] == '0' then withoutZeros(std.substr(text, 1, std.length(text))) else text,

  // A number, or the text of one ('12.50', '-3'); null for everything else.
  local number(value) =
    if std.type(value) == 'number' then value
    else if !isText(value) || value == '' || std.length(value) > 40 then null
    else
      local negative = value[0] == '-';
      local parts = std.split(if negative then std.substr(value, 1, std.length(value)) else value, '.');
      if std.length(parts) > 2 || std.length([part for part in parts if !digits(part)]) > 0 then null
      else std.parseJson(
        (if negative then '-' else '') + withoutZeros(parts[0]) + (if std.length(parts) == 2 then '.' + parts[1] else '')
      ),

  // A list, or an object that carries one as `results`, which is how Field Nation gives lists.
  local list(value) =
    if std.type(value) == 'array' then value
    else if std.type(value) == 'object' && std.objectHas(value, 'results') then list(value.results)
    else [],

  local distinct(values) =
    std.foldl(function(seen, value) if std.count(seen, value) > 0 then seen else seen + [value], values, []),

  // A field that holds null counts as one that is not there: `default` exists to keep null out of texts and sums.
  lookup_field(obj, path, default, raw=false)::
    local found = walk(obj, if raw then [path] else steps(path));
    if isNothing(found) || found == null then default else found,

  // Field Nation lists custom fields in groups (`custom_fields.results[].results[]`), ConnectWise in one list (`customFields`); mappings read them
  // by number (`custom_fields.835`). All three are looked at; an empty value counts as none.
  lookup_custom_field(id, obj, default='')::
    local wanted = std.toString(id);
    local listed(fields) =
      if std.type(fields) == 'array' then
        std.flattenArrays([
          if std.type(field) != 'object' then []
          else if std.objectHas(field, 'results') then listed(field.results)
          else [field]
          for field in fields
        ])
      else if std.type(fields) == 'object' then
        (if std.objectHas(fields, 'results') then listed(fields.results) else [])
        + (if std.objectHas(fields, wanted) then [{ id: wanted, value: fields[wanted] }] else [])
      else [];
    local places = ['custom_fields', 'customFields', 'workorder.custom_fields'];
    local all = std.flattenArrays([listed(util.lookup_field(obj, place, null)) for place in places]);
    local values = [
      field.value
      for field in all
      if std.objectHas(field, 'id') && std.toString(field.id) == wanted
      if std.objectHas(field, 'value') && field.value != null && field.value != ''
    ];
    if std.length(values) == 0 then default else values[0],

  // Exact: case, spaces and type count. The first entry that fits.
  array_map(array_def, val, default)::
    std.foldr(function(entry, rest) if entry.cmp == val then entry.val else rest, array_def, default),

  // The first range whose end is not below the value. What is no number, and no text of one, gives the default.
  range_map(range_def, val, default)::
    local value = number(val);
    if value == null then default
    else std.foldr(function(entry, rest) if value <= entry.cmp then entry.val else rest, range_def, default),

  // No value gives an empty text. A value that is not a date in that format ends the script: `Invalid date` would end up in a field.
  date_convert(value, format_input, format_output, timezone_in='UTC', timezone_out='UTC')::
    if value == null || value == '' then ''
    else convert(std.toString(value), format_input, format_output, timezone_in, timezone_out),

  // The format, not the time.
  date_time_format_fn_utc():: 'YYYY-MM-DD HH:mm:ss',

  // One day later, in the format it came in; without a format it is told from the value: ISO 8601, date and time, or a date alone.
  date_add(value, format_input='')::
    local text = if value == null then '' else std.toString(value);
    local format =
      if format_input != '' then format_input
      else if std.length(text) == 10 then 'YYYY-MM-DD'
      else if std.length(text) > 10 && text[10] == 'T' then 'iso'
      else util.date_time_format_fn_utc();
    if text == '' then ''
    else convert('%d' % (number(convert(text, format, 'X', 'UTC', 'UTC')) + 86400), 'X', format, 'UTC', 'UTC'),

  // Texts of numbers count; everything else adds nothing.
  array_sum(array)::
    std.foldl(function(sum, value) sum + (local n = number(value); if n == null then 0 else n), array, 0),

  // `map` names for each path in the source the field it becomes. A path that is not there gives no field.
  object_map_array(arr, map):: [
    {
      [map[path]]: walk(item, steps(path))
      for path in std.objectFields(map)
      if !isNothing(walk(item, steps(path)))
    }
    for item in list(arr)
  ],

  results_values(results, field, default='', raw=false)::
    [util.lookup_field(item, field, default, raw) for item in list(results)],

  // In the order in which they are met first.
  results_values_unique(results, field, default='', raw=false)::
    distinct(util.results_values(results, field, default, raw)),

  // An object: the field's values as names, the items that have it as lists. Items without the field stand under ''.
  results_group_by(results, group_by_field, additional_filter=null, raw=false)::
    local items = [item for item in list(results) if additional_filter == null || additional_filter(item)];
    local name(item) = std.toString(util.lookup_field(item, group_by_field, '', raw));
    { [group]: [item for item in items if name(item) == group] for group in distinct(std.map(name, items)) },

  // By its status (a text, or an object with a name). With a status of another kind, the time of approval decides.
  is_expense_approved_fn(expense)::
    local status = util.lookup_field(expense, 'status', '');
    local word = std.asciiLower(
      std.toString(if std.type(status) == 'object' then util.lookup_field(status, 'name', '') else status)
    );
    local approved = util.lookup_field(expense, 'approved', false);
    local others = ['new', 'disapproved', 'pending', 'requested', 'denied', 'declined', 'rejected'];
    std.count(['approved', 'charged', 'paid'], word) > 0
    || (std.count(others, word) == 0 && approved != false && approved != ''),

  // All of them, approved or not: combine it with is_expense_approved_fn.
  sum_expense_field(expenses, field):: util.array_sum(util.results_values(expenses, field, 0)),
}
