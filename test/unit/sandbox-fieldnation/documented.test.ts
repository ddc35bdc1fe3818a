import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { webhookEvents } from '../../../src/sandbox/fieldnation/events.ts';
import { gaps } from '../../../src/sandbox/fieldnation/routes-gaps.ts';
import { fieldNationSwitches } from '../../../src/sandbox/fieldnation/switches.ts';

const page = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');

describe('The sandbox page', () => {
  it.each(Object.entries(fieldNationSwitches))('has the switch %s with its default', (name, value) => {
    expect(page).toContain(`\`${name}\``);
    expect(page).toContain(String(value));
  });

  it.each([...new Set(gaps.map(([, , gap]) => gap))])('lists the gap: %s', (gap) => {
    expect(page.slice(page.indexOf('### Gaps'))).toContain(gap);
  });

  it.each(Object.keys(webhookEvents))('says what fires %s', (name) => {
    expect(page).toContain(name.replace(/^workorder\.(status)?/, '').replace(/^\./, ''));
  });
});
