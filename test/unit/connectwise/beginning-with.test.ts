import { expect, it } from 'vitest';
import { beginningWith } from '../../../src/core/psa/connectwise/conditions.ts';

it('asks for what begins with a text, taking wildcards in it for themselves', () => {
  expect(beginningWith('externalXRef', 'FN-')).toBe('externalXRef like "FN-%"');
  expect(beginningWith('externalXRef', '50%')).toBe('externalXRef like "50[%]%"');
});
