import { expect, it } from 'vitest';
import { buildBody } from '../../../src/core/fieldnation/body.ts';

it('keeps a mapping target that names a prototype inside the body', () => {
  try {
    buildBody([{ target: '__proto__.polluted', value: 'yes' }], null);
    buildBody([{ target: 'title.__proto__.polluted', value: 'yes' }], {});
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  } finally {
    delete (Object.prototype as unknown as Record<string, unknown>).polluted;
  }
  expect(buildBody([{ target: 'constructor.name', value: 'x' }], {})).toEqual({ constructor: { name: 'x' } });
});
