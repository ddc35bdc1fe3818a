import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/http/classify.ts';
import { readVendorError } from '../../src/core/http/vendor-error.ts';
import {
  boardSchema,
  boardStatusSchema,
  callbackSchema,
  companyInfoSchema,
  noteSchema,
  siteSchema,
  systemInfoSchema,
  ticketSchema,
} from '../../src/core/psa/connectwise/schemas.ts';

/** Payloads recorded from real installations, beside a checkout; not part of it. */
const folder = new URL('../../../shared/samples/', import.meta.url);
const present = existsSync(fileURLToPath(new URL('django-connectwise-fixtures.json', folder)));
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

describe.runIf(present)('recorded payloads', () => {
  const fixtures = present
    ? (read('django-connectwise-fixtures.json') as { fixtures: Record<string, unknown> }).fixtures
    : {};

  it.each([
    ['API_SERVICE_TICKET', ticketSchema],
    ['API_PROJECT_TICKET', ticketSchema],
    ['API_SYSTEM_CALLBACK_ENTRY', callbackSchema],
    ['API_SERVICE_NOTE_LIST', noteSchema.array()],
    ['API_BOARD', boardSchema],
    ['API_BOARD_STATUS_LIST', boardStatusSchema.array()],
    ['API_COMPANY_SITE_LIST', siteSchema.array()],
    ['API_COMPANY_INFO', companyInfoSchema],
    ['API_CW_VERSION', systemInfoSchema],
  ] as const)('%s is read', (name, schema) => {
    const result = schema.safeParse(fixtures[name]);
    expect(result.error?.issues ?? []).toEqual([]);
  });

  it('of a created callback are read', () => {
    const created = read('amp-labs__internal__subscriber__test__create__tickets__response.json');
    expect(callbackSchema.safeParse(created).success).toBe(true);
  });

  it('of errors give words a technician can act on', () => {
    const { items } = read('error-bodies.json') as { items: readonly { status: unknown; body: unknown }[] };
    expect(items.length).toBeGreaterThan(10);
    for (const { status, body } of items) {
      const text = JSON.stringify(body);
      expect(readVendorError(text)?.message, text).toMatch(/\w/);
      const error = classify(
        { remote: 'connectwise', label: 'ticket 1042', method: 'PATCH', target: 'h/x', idempotent: true },
        {
          kind: 'answer',
          status: typeof status === 'number' ? status : 400,
          headers: {},
          body: text,
          requestId: '',
          now: 0,
        },
      );
      expect(error?.message).toMatch(/^ConnectWise [\s\S]*\.$/);
    }
  });
});
