import { beforeEach, describe, expect, it } from 'vitest';
import { ObjectNames } from '../../../src/core/callbacks/object-names.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const board = { type: 'Ticket', level: 'Board', objectId: 21 };
const status = { type: 'Ticket', level: 'Status', objectId: 509 };
const all = { type: 'Company', level: 'Owner', objectId: 1 };

let clock: VirtualClock;
let asked: string[];
let answers: Record<number, string | null | Error>;
let company: string;
let names: ObjectNames;

beforeEach(() => {
  clock = new VirtualClock();
  asked = [];
  answers = { 21: 'Field Dispatch', 509: 'Triage on Field Dispatch' };
  company = 'cobalt';
  names = new ObjectNames({
    clock,
    company: () => company,
    psa: () => ({
      async callbackObjectName(type, level, objectId) {
        asked.push(`${type}/${level}/${objectId}`);
        const answer = answers[objectId] ?? null;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }),
  });
});

describe('the names of what callbacks are for', () => {
  it('are asked for once, however often the list is read and however many entries are for the same', async () => {
    const of = await names.of([board, status, board, all]);
    expect([of(board), of(status), of(all)]).toEqual(['Field Dispatch', 'Triage on Field Dispatch', null]);
    expect((await names.of([board, status]))(board)).toBe('Field Dispatch');
    expect(asked).toEqual(['Ticket/Board/21', 'Ticket/Status/509']);
  });

  it('are asked for again after ten minutes, and in another company', async () => {
    await names.of([board]);
    answers[21] = 'Field Services';
    await clock.advance(600_000);
    expect((await names.of([board]))(board)).toBe('Field Services');
    company = 'northwind';
    answers[21] = 'Installations';
    expect((await names.of([board]))(board)).toBe('Installations');
  });

  it('that could not be read leave the number, and are asked for the next time', async () => {
    answers[21] = new Error('offline');
    expect((await names.of([board]))(board)).toBeNull();
    answers[21] = 'Field Dispatch';
    expect((await names.of([board]))(board)).toBe('Field Dispatch');
  });
});
