/** Bytes in a technician's words: `340 kB`, `12.5 MB`. */
export function asFileSize(bytes: number): string {
  const megabytes = bytes / 1048576;
  if (megabytes < 1) return `${Math.ceil(bytes / 1024)} kB`;
  return `${megabytes < 100 ? Number(megabytes.toFixed(1)) : Math.round(megabytes)} MB`;
}
