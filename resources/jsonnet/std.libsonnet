/*
 * The standard library with the functions that today's Jsonnet documents and the implementation at hand does not have yet. What it has stays as it is.
 */
function(base)
local add(name) = if base.objectHasAll(base, name) then null else name;
local old = !base.objectHasAll(base, 'member');
base {
  local std = self,

  [add('isNull')](v):: v == null,
  [add('round')](x):: base.floor(x + 0.5),
  [add('clamp')](x, minVal, maxVal):: if x < minVal then minVal else if x > maxVal then maxVal else x,
  [add('isInteger')](x):: base.floor(x) == x,
  [add('isDecimal')](x):: base.floor(x) != x,
  [add('isEven')](x):: base.floor(x) == x && x % 2 == 0,
  [add('isOdd')](x):: base.floor(x) == x && x % 2 != 0,
  [add('pi')]:: 3.141592653589793,
  [add('deg2rad')](x):: x * 3.141592653589793 / 180,
  [add('rad2deg')](x):: x * 180 / 3.141592653589793,
  [add('hypot')](a, b):: base.sqrt(a * a + b * b),
  [add('log2')](x):: base.log(x) / base.log(2),
  [add('log10')](x):: base.log(x) / base.log(10),
  [add('xor')](x, y):: x != y,
  [add('xnor')](x, y):: x == y,

  local left(str, chars, at) =
    if at < base.length(str) && std.member(chars, str[at]) then left(str, chars, at + 1) tailstrict else at,
  local right(str, chars, end) =
    if end > 0 && std.member(chars, str[end - 1]) then right(str, chars, end - 1) tailstrict else end,
  [add('lstripChars')](str, chars)::
    local from = left(str, chars, 0);
    base.substr(str, from, base.length(str) - from),
  [add('rstripChars')](str, chars):: base.substr(str, 0, right(str, chars, base.length(str))),
  [add('stripChars')](str, chars):: std.lstripChars(std.rstripChars(str, chars), chars),
  [add('trim')](str):: std.stripChars(str, ' \t\n\f\r\u0085\u00A0'),
  [add('isEmpty')](str):: base.length(str) == 0,
  [add('equalsIgnoreCase')](a, b):: base.asciiLower(a) == base.asciiLower(b),
  [add('escapeStringXML')](str)::
    local escapes = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' };
    base.join('', [if base.objectHas(escapes, c) then escapes[c] else c for c in base.stringChars(str)]),

  // Jsonnet of 2019 splits at single characters only, and ends when asked for a part that begins behind the text's end.
  [if old then 'substr' else null](str, from, len)::
    if from >= base.length(str) then '' else base.substr(str, from, len),
  [if old then 'split' else null](str, c):: std.splitLimit(str, c, -1),
  [if old then 'splitLimit' else null](str, c, maxsplits)::
    local cut = base.foldl(
      function(done, at)
        if at < done.from || (maxsplits >= 0 && base.length(done.parts) >= maxsplits) then done
        else { parts: done.parts + [std.substr(str, done.from, at - done.from)], from: at + base.length(c) },
      base.findSubstr(c, str),
      { parts: [], from: 0 }
    );
    cut.parts + [std.substr(str, cut.from, base.length(str) - cut.from)],
  [add('splitLimitR')](str, c, maxsplits)::
    local parts = std.split(str, c);
    local n = base.length(parts);
    if maxsplits < 0 || n <= maxsplits + 1 then parts
    else [base.join(c, parts[:n - maxsplits])] + parts[n - maxsplits:],
  [add('manifestJsonMinified')](value):: base.toString(value),

  [add('member')](arr, x)::
    if base.type(arr) == 'string' then base.length(base.findSubstr(x, arr)) > 0 else base.count(arr, x) > 0,
  [add('contains')](arr, elem):: base.count(arr, elem) > 0,
  [add('flatMap')](func, arr)::
    if base.type(arr) == 'string' then base.join('', [func(c) for c in base.stringChars(arr)])
    else base.flattenArrays([func(x) for x in arr]),
  [add('repeat')](what, count)::
    if base.type(what) == 'string' then base.join('', base.makeArray(count, function(i) what))
    else base.flattenArrays(base.makeArray(count, function(i) what)),
  [add('reverse')](arr):: local n = base.length(arr); base.makeArray(n, function(i) arr[n - i - 1]),
  [add('all')](arr):: base.length([x for x in arr if !x]) == 0,
  [add('any')](arr):: base.length([x for x in arr if x]) > 0,
  [add('sum')](arr):: base.foldl(function(a, b) a + b, arr, 0),
  [add('avg')](arr):: if base.length(arr) == 0 then error 'Cannot calculate average of an empty array.'
    else std.sum(arr) / base.length(arr),
  [add('minArray')](arr, keyF=function(x) x, onEmpty=error 'Expected at least one element in array. Got none')::
    if base.length(arr) == 0 then onEmpty
    else base.foldl(function(a, b) if keyF(b) < keyF(a) then b else a, arr, arr[0]),
  [add('maxArray')](arr, keyF=function(x) x, onEmpty=error 'Expected at least one element in array. Got none')::
    if base.length(arr) == 0 then onEmpty
    else base.foldl(function(a, b) if keyF(b) > keyF(a) then b else a, arr, arr[0]),
  [add('removeAt')](arr, at):: [arr[i] for i in base.range(0, base.length(arr) - 1) if i != at],
  [add('remove')](arr, elem)::
    local found = base.find(elem, arr);
    if base.length(found) == 0 then arr else std.removeAt(arr, found[0]),
  [add('flattenDeepArray')](value)::
    if base.type(value) == 'array' then base.flattenArrays([std.flattenDeepArray(x) for x in value]) else [value],

  [add('get')](o, f, default=null, inc_hidden=true)::
    if (if inc_hidden then base.objectHasAll(o, f) else base.objectHas(o, f)) then o[f] else default,
  [add('objectValues')](o):: [o[k] for k in base.objectFields(o)],
  [add('objectValuesAll')](o):: [o[k] for k in base.objectFieldsAll(o)],
  [add('objectKeysValues')](o):: [{ key: k, value: o[k] } for k in base.objectFields(o)],
  [add('objectKeysValuesAll')](o):: [{ key: k, value: o[k] } for k in base.objectFieldsAll(o)],
  [add('objectRemoveKey')](obj, key):: { [k]: obj[k] for k in base.objectFields(obj) if k != key },
}
