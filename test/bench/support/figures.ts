/** The value below which `share` (0..1) of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Prints one row of the report: name, figures, and the aim it is held against, if any. Nothing is judged here. */
export function row(name: string, figures: Readonly<Record<string, string | number>>, aim = ''): void {
  const text = Object.entries(figures)
    .map(
      ([key, value]) =>
        `${key} ${typeof value === 'number' ? (Number.isInteger(value) ? value : value.toFixed(2)) : value}`,
    )
    .join('  ');
  process.stdout.write(`  ${name.padEnd(38)} ${text}${aim === '' ? '' : `   (aim: ${aim})`}\n`);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function waitFor(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 120_000,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Not reached: ${what}`);
    await sleep(5);
  }
}
