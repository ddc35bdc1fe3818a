/* Time zones as the app's date library knows them (the IANA names), and what people write instead. */

const known = new Map<string, boolean>();

export function knownZone(zone: string): boolean {
  const before = known.get(zone);
  if (before !== undefined) return before;
  const is = zone !== '' && isZone(zone);
  // What is typed letter by letter must not be kept for ever.
  if (known.size > 500) known.clear();
  known.set(zone, is);
  return is;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Names of Windows and of everyday speech. */
const spoken: Readonly<Record<string, string>> = {
  '': 'UTC',
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  arizona: 'America/Phoenix',
  pacific: 'America/Los_Angeles',
  alaska: 'America/Anchorage',
  hawaii: 'Pacific/Honolulu',
  'us mountain': 'America/Phoenix',
};

/** The zone somebody meant by a name that is none; null when nobody can tell. */
export function meantZone(zone: string): string | null {
  const plain = zone
    .trim()
    .toLowerCase()
    .replace(/\s*(standard|daylight)?\s*time$/, '');
  const meant = spoken[plain];
  if (meant !== undefined) return meant;
  const underscored = zone.trim().replace(/\s+/g, '_');
  return underscored !== zone && knownZone(underscored) ? underscored : null;
}
