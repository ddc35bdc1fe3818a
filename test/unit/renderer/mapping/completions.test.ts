import { describe, expect, it } from 'vitest';
import {
  givenNames,
  type Language,
  offersAt,
} from '../../../../src/renderer/features/mapping/expression/completions.ts';
import { helpAt } from '../../../../src/renderer/features/mapping/expression/help-at.ts';
import { placesOf } from '../../../../src/renderer/features/mapping/expression/tree.ts';

const ticket = {
  id: 7601,
  summary: 'Printer in checkout 3 prints blank pages',
  company: { id: 250, name: 'Acme Retail' },
  contacts: [{ email: 'pat@example.com' }],
  'odd key': 'x',
  customFields: [
    { id: 22, caption: 'Store number', value: '118' },
    { id: 12, caption: 'FN Provider', value: null },
  ],
};
const places = placesOf(ticket, [{ path: 'summary', label: 'Summary', type: 'text' }]);

function labels(language: Language, before: string, asked = false): readonly string[] {
  return offersAt(language, before, places, asked)?.offers.map(({ label }) => label) ?? [];
}
/** What is filled in after a function was taken. */
function slots(...names: readonly string[]): string {
  return names.map((name) => `\${${name}}`).join(', ');
}
function inserted(language: Language, before: string, label: string): string {
  const found = offersAt(language, before, places, true);
  const offer = found?.offers.find((one) => one.label === label);
  return found === null || offer === undefined ? '' : `${before.slice(0, found.from)}${offer.insert}`;
}

describe('what is offered in a Jsonnet script', () => {
  it('are the fields of the chosen record with type and value, nearer ones first', () => {
    const offers = offersAt('jsonnet', 'local a = $.input.', places, false)?.offers ?? [];
    expect(offers.slice(0, 3).map(({ label, detail }) => [label, detail])).toEqual([
      ['id', 'number  7601'],
      ['summary', 'text  "Printer in checkout 3 prints blank pages"'],
      ['company', 'object'],
    ]);
    expect(offers.map(({ label }) => label)).toContain('company.name');
  });

  it('goes on below what is typed already', () => {
    expect(labels('jsonnet', '$.input.company.')).toEqual(['id', 'name']);
    expect(labels('jsonnet', '$.input.contacts[0].')).toEqual(['email']);
  });

  it('writes names that are no words in brackets', () => {
    expect(inserted('jsonnet', '$.input.o', '["odd key"]')).toBe('$.input["odd key"]');
    expect(inserted('jsonata', 'summary & od', '`odd key`')).toBe('summary & `odd key`');
  });

  it('finds a custom field by its id, not by its place', () => {
    expect(inserted('jsonnet', '$.util.look', 'Store number')).toBe("$.util.lookup_custom_field(22, $.input, '')");
    expect(labels('jsonnet', '$.input.customFields')).not.toContain('customFields[0]');
  });

  it('knows the helper and standard functions with their parameters', () => {
    const offers = offersAt('jsonnet', '$.util.date', places, false)?.offers ?? [];
    const convert = offers.find(({ label }) => label === 'date_convert');
    expect(convert?.insert).toBe(`date_convert(${slots('value', 'format_input', 'format_output')})`);
    expect(convert?.help).toContain("timezone_in='UTC'");
    expect(labels('jsonnet', 'std.as')).toContain('asciiLower');
  });

  it('offers dot paths inside a look-up, and nothing in other texts and comments', () => {
    expect(labels('jsonnet', "$.util.lookup_field($.input, 'com")).toContain('company.name');
    expect(labels('jsonnet', "local a = '$.input.", true)).toEqual([]);
    expect(labels('jsonnet', '// $.input.', true)).toEqual([]);
    expect(labels('jsonnet', '/* a */ $.input.company.')).toEqual(['id', 'name']);
    expect(labels('jsonnet', '|||\n  it says $.input.', true)).toEqual([]);
  });

  it('are names given before', () => {
    const names = givenNames('local who = 1, where = 2; function(a, b=3) [x for x in who]', 'jsonnet');
    expect(names.toSorted()).toEqual(['a', 'b', 'where', 'who', 'x']);
    expect(labels('jsonnet', 'local who = 1; w')).toContain('who');
  });

  it('follow a name that stands for a part of the record', () => {
    expect(labels('jsonnet', 'local t = $.input, c = t.company; t.company.')).toEqual(['id', 'name']);
    expect(labels('jsonnet', 'local co = $.input.company; [co.')).toEqual(['id', 'name']);
    expect(labels('jsonnet', 'local co = 1; co.')).toEqual([]);
    expect(inserted('jsonnet', 'local co = $.input.company; co.na', 'name')).toBe(
      'local co = $.input.company; co.name',
    );
  });

  it('stays quiet at an empty place until it is asked', () => {
    expect(labels('jsonnet', 'local a = ')).toEqual([]);
    expect(labels('jsonnet', 'local a = ', true)).toContain('$.input');
  });
});

describe('what is offered in a JSONata script', () => {
  it('are fields of the record, from the top and below', () => {
    expect(labels('jsonata', 'comp')).toContain('company.name');
    expect(labels('jsonata', '"a" & company.')).toEqual(['id', 'name']);
    expect(labels('jsonata', '$$.company.')).toEqual(['id', 'name']);
    expect(labels('jsonata', '$$.')).toContain('company');
  });

  it('finds a custom field by its id', () => {
    expect(inserted('jsonata', 'cust', 'customFields[id=22].value')).toBe('customFields[id=22].value');
  });

  it('are functions and given names after a dollar', () => {
    expect(labels('jsonata', '($who := 1; $')).toEqual(expect.arrayContaining(['$who', '$uppercase']));
    expect(inserted('jsonata', '$upp', '$uppercase')).toBe(`$uppercase(${slots('str')})`);
  });

  it('is nothing inside a text', () => {
    expect(labels('jsonata', '"company.', true)).toEqual([]);
  });
});

describe('help', () => {
  it('says what a function takes and answers', () => {
    const text = 'local a = $.util.array_sum([1]);';
    const found = helpAt('jsonnet', text, text.indexOf('sum'), places);
    expect(found?.title).toBe('$.util.array_sum(array)');
    expect(text.slice(found?.from, found?.to)).toBe('$.util.array_sum');
  });

  it('says what a field holds in the chosen record', () => {
    const text = 'local a = $.input.summary;';
    expect(helpAt('jsonnet', text, text.indexOf('mm'), places)).toMatchObject({
      title: 'Summary (summary)',
      text: 'text  "Printer in checkout 3 prints blank pages"',
    });
    expect(helpAt('jsonata', 'company.name', 10, places)?.text).toBe('text  "Acme Retail"');
    expect(helpAt('jsonata', 'nothing.here', 10, places)).toBeNull();
  });
});

describe('without a record', () => {
  const bare = placesOf(null, [
    { path: 'company.name', label: 'Company', type: 'text' },
    { path: 'customFields.22', label: 'Store number', type: 'text' },
  ]);

  it('the fields of the catalog are offered with their names', () => {
    const offers = offersAt('jsonata', 'c', bare, false)?.offers ?? [];
    expect(offers.find(({ label }) => label === 'company.name')?.detail).toBe('Company  text');
    expect(offers.find(({ label }) => label === 'customFields[id=22].value')?.detail).toBe('Store number  text');
  });
});
