import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PsaNote } from '../../../src/core/psa/records-port.ts';
import { noScripts } from '../../../src/core/scripts/create-host.ts';
import { effectiveMapping } from '../../../src/core/sync/effective-mapping.ts';
import { evaluateTicket } from '../../../src/core/sync/evaluate-link.ts';
import {
  extrasBase,
  extrasHtml,
  locationContact,
  wholeDescription,
  withWholeDescription,
} from '../../../src/core/sync/extras.ts';
import { planWorkOrder } from '../../../src/core/sync/plan-link.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { Base, Link, Ticket, WorkOrder } from '../../../src/shared/domain/records.ts';
import { jsonEqual } from '../../../src/shared/json.ts';
import { t0 } from '../store/in-memory.ts';

const none = { notes: 0, tasks: false, configurations: false, contact: false, company: false };
const every = { notes: 10, tasks: true, configurations: true, contact: true, company: true };

function aNote(n: number, text: string, flags: Partial<PsaNote> = {}): PsaNote {
  return {
    id: `note:${n}`,
    kind: 'note',
    text,
    discussion: true,
    internal: false,
    resolution: false,
    author: { kind: 'member', identifier: 'jdoe', name: 'Jo Doe' },
    createdAt: t0 + n * 60_000,
    updatedAt: t0 + n * 60_000,
    updatedBy: 'jdoe',
    ...flags,
  };
}

describe('extra details in a description', () => {
  it('stand under their headings, escaped', () => {
    const html = extrasHtml(every, [aNote(1, 'The description'), aNote(2, 'Ask for <Bob> & wait')], {
      tasks: [
        { notes: 'Take photos', done: false },
        { notes: 'Label', done: true },
      ],
      configurations: [{ name: 'fw-01', type: 'Firewall', serialNumber: 'S1', ipAddress: '10.0.0.1' }],
      contact: { name: 'Kim Lee', phone: '602-555-0102', extension: '7', email: 'kim@acme.example' },
      company: { name: 'Acme', phone: '', website: 'acme.example' },
    });
    expect(html).toBe(
      '<p><strong>Notes</strong></p><ul><li>Jo Doe, 22 Nov 2026 08:02 UTC: Ask for &lt;Bob&gt; &amp; wait</li></ul>' +
        '<p><strong>Tasks</strong></p><ul><li>Take photos</li><li>Label (done)</li></ul>' +
        '<p><strong>Configurations</strong></p><ul><li>fw-01, Firewall, serial number S1, IP address 10.0.0.1</li></ul>' +
        '<p><strong>Contact</strong></p><ul><li>Kim Lee, 602-555-0102 ext. 7, kim@acme.example</li></ul>' +
        '<p><strong>Company</strong></p><ul><li>Acme, acme.example</li></ul>',
    );
  });

  it('are nothing unless asked for', () => {
    expect(extrasHtml(none, [aNote(1, 'One'), aNote(2, 'Two')], null)).toBe('');
  });

  it('begin after the description, which is the first Discussion note, and end after so many', () => {
    const html = extrasHtml(
      { ...none, notes: 2 },
      [3, 1, 2, 4].map((n) => aNote(n, `Text ${n}`)),
      null,
    );
    expect(['Text 1', 'Text 2', 'Text 3', 'Text 4'].map((text) => html.includes(text))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('never hold internal text, whatever flags a note carries', () => {
    const note = fc.record({
      discussion: fc.boolean(),
      internal: fc.boolean(),
      resolution: fc.boolean(),
      kind: fc.constantFrom('note' as const, 'time-entry' as const, 'meeting' as const),
    });
    fc.assert(
      fc.property(fc.array(note, { maxLength: 12 }), fc.integer({ min: 0, max: 10 }), (flags, limit) => {
        const notes = flags.map((flag, n) => aNote(n, `secret-${n}-end`, flag));
        const html = extrasHtml({ ...every, notes: limit }, notes, null);
        const shown = notes.filter((one) => html.includes(one.text));
        expect(shown.length).toBeLessThanOrEqual(limit);
        expect(shown.every((one) => one.discussion && !one.internal && !one.resolution)).toBe(true);
      }),
    );
  });

  it('never hold what a provider of an earlier work order wrote', () => {
    const html = extrasHtml({ ...none, notes: 5 }, [aNote(1, 'The description'), aNote(2, 'On my way [FN#88]')], null);
    expect(html).toBe('');
  });
});

describe('a description that was given extras', () => {
  const marker = 'DBR-1-1042-1';
  const extras = '<p><strong>Tasks</strong></p><ul><li>Take photos</li></ul>';
  const mapping = mappingSchema.parse({
    formatVersion: 1,
    name: 'Test',
    rules: [
      {
        id: 'text',
        direction: 'inbound',
        action: 'SYNC',
        source: 'text',
        target: 'description.html',
        onConflict: 'source',
      },
    ],
  });
  const plan = async (text: string, present: string, base: Base, occasion: 'create' | 'update') => {
    const rules = { mapping: effectiveMapping(mapping, emptyConfig, null), scripts: noScripts };
    const evaluated = await evaluateTicket(rules, { id: 1042, document: { text } }, occasion);
    return planWorkOrder(
      {
        link: { base, marker } as Link,
        ticket: { id: 1042, document: { text } } as unknown as Ticket,
        workOrder: { id: 1, status: { id: 1, name: 'Draft' }, document: { html: present } } as unknown as WorkOrder,
      },
      evaluated,
      { readField: (record) => record.document.html as string, sameValue: (_, __, a, b) => jsonEqual(a, b) },
      occasion,
    ).changes;
  };
  const whole = (text: string) => `${text}${extras}<p>Ref ${marker}</p>`;

  it('keeps them before the marker when it is made', () => {
    const given = withWholeDescription([{ target: 'description.html', value: 'A' }], extrasBase(extras), marker);
    expect(given).toEqual([{ target: 'description.html', value: whole('A') }]);
    expect(withWholeDescription([], extrasBase(extras), marker)[0]?.value).toBe(whole(''));
  });

  it.each(['create', 'update'] as const)('does not differ from the ticket afterwards (%s)', async (occasion) => {
    const base = {
      ...extrasBase(extras),
      text: occasion === 'create' ? { source: 'A', target: 'A' } : { source: whole('A'), target: whole('A') },
    };
    expect(await plan('A', whole('A'), base, occasion)).toEqual([]);
  });

  it.each(['create', 'update'] as const)('keeps them when the ticket changes later (%s)', async (occasion) => {
    const base = {
      ...extrasBase(extras),
      text: occasion === 'create' ? { source: 'A', target: 'A' } : { source: whole('A'), target: whole('A') },
    };
    expect(await plan('B', whole('A'), base, occasion)).toEqual([{ target: 'description.html', value: whole('B') }]);
  });

  it('is as before for a work order that was given none', () => {
    expect(wholeDescription('A', {}, marker)).toBe(`A<p>Ref ${marker}</p>`);
  });
});

describe('the contact of a ticket', () => {
  it('becomes the Location Contact', () => {
    const document = {
      contactName: 'Kim Lee',
      contactPhoneNumber: '602-555-0102',
      contactPhoneExtension: '7',
      contactEmailAddress: 'kim@acme.example',
    };
    expect(locationContact(document)).toEqual({
      target: 'contacts.results',
      value: [
        { role: 'Location Contact', name: 'Kim Lee', phone: '602-555-0102', ext: '7', email: 'kim@acme.example' },
      ],
    });
  });

  it('is left out when nobody could reach it', () => {
    expect(locationContact({ contactName: 'Kim Lee' })).toBeNull();
    expect(locationContact({ contactPhoneNumber: '602-555-0102' })).toBeNull();
  });
});
