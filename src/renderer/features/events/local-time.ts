/** A moment as the value of a date and time field, in the zone of this computer. */
export function toFieldValue(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What a date and time field says, in ms UTC; null for what is no moment. */
export function fromFieldValue(value: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return null;
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? null : at;
}

export interface TimePreset {
  readonly key: 'hour' | 'morning' | 'yesterday';
  readonly at: number;
}

const hour = 3_600_000;
const morningHour = 6;

/** Moments people go to, none of them ahead of now. The days are those of this computer's zone, also when the clocks change. */
export function timePresets(now: number): readonly TimePreset[] {
  const morning = new Date(now);
  morning.setHours(morningHour, 0, 0, 0);
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  const presets: readonly TimePreset[] = [
    { key: 'hour', at: now - hour },
    { key: 'morning', at: morning.getTime() },
    { key: 'yesterday', at: yesterday.getTime() },
  ];
  return presets.filter((preset) => preset.at <= now);
}
