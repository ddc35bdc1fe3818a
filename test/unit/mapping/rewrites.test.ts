import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { jsonataPath } from '../../../src/core/mapping/validate/rewrites.ts';

const ticket = {
  summary: 'Printer',
  company: { name: 'Acme' },
  customFields: [
    { id: 6, value: 'no' },
    { id: 7, value: 'A-17' },
  ],
  contacts: { results: [{ name: 'Ann' }, { name: 'Bob' }] },
  custom_fields: { 129: 'SN-1', results: [] },
  'odd-name': 1,
  _info: { updatedBy: 'x' },
};

describe('a path in a script that cuts its value', () => {
  it.each([
    ['summary', 'Printer'],
    ['company.name', 'Acme'],
    ['customFields.7', 'A-17'],
    ['custom_fields.129', 'SN-1'],
    ['contacts[1].name', 'Bob'],
    ['contacts.results.0.name', 'Ann'],
    ['odd-name', 1],
    ['_info.updatedBy', 'x'],
    ['nothing.there', undefined],
  ])('%s reads %j', async (path, expected) => {
    expect(await jsonata(jsonataPath(path)).evaluate(ticket)).toEqual(expected);
  });
});
