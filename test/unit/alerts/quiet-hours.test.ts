import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../../src/core/alerts/quiet-hours.ts';
import { type AlertsConfig, alertsConfigSchema } from '../../../src/shared/domain/alerts.ts';

type Quiet = AlertsConfig['quietHours'];
const quiet = (change: Partial<Quiet>): Quiet => ({ ...alertsConfigSchema.parse({}).quietHours, on: true, ...change });
/** Of November 2026; the 23rd is a Monday. */
const local = (day: number, hour: number, minutes = 0): number => new Date(2026, 10, day, hour, minutes).getTime();

function inZone(zone: string, hours: Quiet, moments: readonly string[]): readonly (string | null)[] {
  const script = fileURLToPath(new URL('./quiet-hours-process.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [script, JSON.stringify(hours), ...moments], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  return JSON.parse(printed) as (string | null)[];
}

describe('quiet hours', () => {
  const night = quiet({ from: '20:00', to: '07:00' });

  it('begin and end to the minute, over midnight', () => {
    expect(quietUntil(night, local(23, 19, 59))).toBeNull();
    expect(quietUntil(night, local(23, 20))).toBe(local(24, 7));
    expect(quietUntil(night, local(24, 6, 59))).toBe(local(24, 7));
    expect(quietUntil(night, local(24, 7))).toBeNull();
  });

  it('belong to the day on which they begin', () => {
    const fridays = quiet({ from: '20:00', to: '07:00', days: [5] });
    expect(quietUntil(fridays, local(27, 21))).toBe(local(28, 7));
    expect(quietUntil(fridays, local(28, 3))).toBe(local(28, 7));
    expect(quietUntil(fridays, local(28, 21))).toBeNull();
    expect(quietUntil(fridays, local(27, 3))).toBeNull();
  });

  it('within one day are that day only', () => {
    const noon = quiet({ from: '12:00', to: '13:00' });
    expect([quietUntil(noon, local(23, 12, 30)), quietUntil(noon, local(23, 13))]).toEqual([local(23, 13), null]);
  });

  it('that touch are one: a weekend from time to the same time', () => {
    const weekend = quiet({ from: '18:00', to: '18:00', days: [5, 6] });
    expect(quietUntil(weekend, local(27, 18))).toBe(local(29, 18));
  });

  it('without a day, or switched off, are none', () => {
    expect(quietUntil(quiet({ days: [] }), local(23, 23))).toBeNull();
    expect(quietUntil({ ...night, on: false }, local(23, 23))).toBeNull();
  });

  it('end at their local time also in the nights in which the clock is set', () => {
    // Berlin: forward at 01:00 UTC on 29 March 2026, back at 01:00 UTC on 25 October.
    expect(
      inZone('Europe/Berlin', night, [
        '2026-03-28T18:59:00Z',
        '2026-03-28T19:00:00Z',
        '2026-03-29T01:30:00Z',
        '2026-03-29T05:00:00Z',
        '2026-10-24T18:00:00Z',
        '2026-10-25T05:30:00Z',
        '2026-10-25T06:00:00Z',
      ]),
    ).toEqual([
      null,
      '2026-03-29T05:00:00.000Z',
      '2026-03-29T05:00:00.000Z',
      null,
      '2026-10-25T06:00:00.000Z',
      '2026-10-25T06:00:00.000Z',
      null,
    ]);
  });

  it('that would end in the hour that is left out end after it', () => {
    const early = quiet({ from: '20:00', to: '02:30' });
    expect(inZone('Europe/Berlin', early, ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'])).toEqual([
      '2026-03-29T01:30:00.000Z',
      null,
    ]);
  });
});
