import { formatNumber, t } from '../../shared/strings/t.ts';

/** True when every word typed occurs in the text, in any order, without regard to case. */
export function matchesWords(text: string, typed: string): boolean {
  const hay = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

const sizes = ['size.MB', 'size.GB', 'size.TB'] as const;

/** Bytes as a person reads them: "340 kB", "12.5 MB", "148 GB". */
export function sizeText(bytes: number): string {
  if (bytes < 1024 ** 2) return t('size.kB', { n: formatNumber(Math.ceil(bytes / 1024)) });
  const step = Math.min(sizes.length - 1, Math.floor(Math.log2(bytes / 1024 ** 2) / 10));
  const value = bytes / 1024 ** (2 + step);
  return t(sizes[step] ?? 'size.MB', { n: formatNumber(value, { maximumFractionDigits: value < 100 ? 1 : 0 }) });
}
