const units = ['MB', 'GB', 'TB'];

/** Bytes in a technician's words: `340 kB`, `12.5 MB`, `1.8 GB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024 ** 2) return `${Math.ceil(bytes / 1024)} kB`;
  let value = bytes / 1024 ** 2;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 100 ? Number(value.toFixed(1)) : Math.round(value)} ${units[unit] ?? ''}`;
}
